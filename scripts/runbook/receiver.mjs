// The outside world of scripts/runbook-test: a webhook endpoint that is broken, another one that works, and a proxy with TLS.
import { createServer } from "node:https";
import { readFileSync } from "node:fs";

const folder = process.argv[2];
const options = { key: readFileSync(`${folder}/world.key`), cert: readFileSync(`${folder}/world.pem`) };
createServer(options, (request, response) => {
  const broken = request.headers.host === "your-webhook-endpoint.com" && request.method === "POST";
  request.resume();
  request.on("end", () => {
    response.statusCode = broken ? 500 : 200;
    response.end(broken ? "broken" : "ok");
  });
}).listen(443, "127.0.0.1");
