// tls.js DIR: an HTTPS server (HTTP/2) at a port of its own choice, which it prints; ends after a minute, or when told to (/end).
"use strict";
const http2 = require("http2"), fs = require("fs"), zlib = require("zlib");
const dir = process.argv[2];
const server = http2.createSecureServer({ key: fs.readFileSync(dir + "/key.pem"), cert: fs.readFileSync(dir + "/cert.pem"),
	allowHTTP1: true });
server.on("request", (request, response) => {
	const body = "over " + request.httpVersion;
	if (request.url === "/end")
		process.exit(0);
	if (request.url === "/brotli") {
		response.writeHead(200, { "content-encoding": "br" });
		response.end(zlib.brotliCompressSync(body));
	} else {
		response.writeHead(200);
		response.end(body);
	}
});
server.listen(0, () => console.log(server.address().port));
setTimeout(() => process.exit(0), 60000);
