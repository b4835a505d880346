# JSON Feed 1.1: what of its rules a document breaks, a line each; nothing where it breaks none.
def address: type == "string" and test("^https?://[^ ]+$");
def words: type == "string" and length > 0;
def time: type == "string" and test("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$");
def broken(where; rules): . as $in | rules | select(.[1] | not) | "\(where): \(.[0])";
def may(name; rule): .[name] | . == null or rule;
(broken("feed";
	["version", .version == "https://jsonfeed.org/version/1.1"],
	["title", (.title | words)],
	["home_page_url", (.home_page_url | address)],
	["feed_url", (.feed_url | address)],
	["next_url", may("next_url"; address) and .next_url != .feed_url],
	["language", may("language"; words)],
	["hubs", may("hubs"; all(.[]; .type == "WebSub" and (.url | address)))],
	["items", (.items | type == "array")],
	["ids, each once", (.items | map(.id) | length == (unique | length))],
	["no other members", (keys - ["version", "title", "home_page_url", "feed_url", "next_url", "language", "hubs", "items"] == [])])),
(.items[] | broken("item \(.id)";
	["id", (.id | words)],
	["url", (.url | address)],
	["external_url", may("external_url"; address)],
	["title", may("title"; words)],
	["content_html", (.content_html | type == "string")],
	["date_published", may("date_published"; time)],
	["date_modified", may("date_modified"; time)],
	["language", may("language"; words)],
	["authors", may("authors"; length > 0 and all(.[]; .name | words))]))
