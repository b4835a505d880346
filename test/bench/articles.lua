-- articles.lua: wrk asks for another article each time, so that the server's cache of pages does not answer alone.
-- wrk -s test/bench/articles.lua URL -- LAST_ID
local last, at = 1, 0
function init(arguments) last = tonumber(arguments[1]) or 1 end
function request()
	at = (at * 7919 + 104729) % last
	return wrk.format("GET", "/a/" .. (at + 1))
end
