-- articles.lua: wrk asks for another article each time, and for none again before all were asked for, so that the server's cache
-- of pages never answers.
-- wrk -s test/bench/articles.lua URL -- LAST_ID
local STEP = 7919 -- a prime: no article is left out
local last, at = 1, 0
function init(arguments) last = tonumber(arguments[1]) or 1 end
function request()
	at = (at + STEP) % last
	return wrk.format("GET", "/a/" .. (at + 1))
end
