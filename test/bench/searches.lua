-- searches.lua: another search each time: words of two characters, the commonest length, so that no page is finished already.
-- wrk -s test/bench/searches.lua URL -- WORD...
local words, n = {}, 0

function init(args)
	for i = 1, #args do words[i] = args[i] end
end

local function encode(s)
	return (s:gsub(".", function(c) return string.format("%%%02X", c:byte()) end))
end

function request()
	n = n + 1
	local word = encode(words[n % #words + 1])
	-- the page's number makes it another page: two words, one as typed, one left out
	return wrk.format("GET", "/search?q=" .. word .. "%20-" .. encode("x" .. n))
end
