// Runs programs with clients that say what they are given and send nothing.
const fs = require("fs");
const vm = require("vm");

let SENT = [];

function query(url, params) {
  const code = (value) => String(value).replace(/[&#+%]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
  const pairs = Object.entries(params || {}).map(([key, value]) => `${key}=${code(value)}`);
  return pairs.length ? url + (url.includes("?") ? "&" : "?") + pairs.join("&") : url;
}

function sent(method, url, body, headers) {
  if (typeof body === "string") body = JSON.parse(body);
  if (body !== undefined) body = JSON.parse(JSON.stringify(body));
  SENT.push({ method: method.toUpperCase(), url: String(url), headers: headers || {}, body: body === undefined ? null : body });
  return Promise.resolve({ ok: true, json: async () => ({}), data: {} });
}

const fetch = (url, options = {}) => sent(options.method || "GET", url, options.body, options.headers);

function axiosOf(base) {
  const send = (config) => {
    const absolute = config.url.includes("://");
    const url = absolute || !base ? config.url : base.replace(/\/+$/, "") + "/" + config.url.replace(/^\/+/, "");
    return sent(config.method || "GET", query(url, config.params), config.data, config.headers);
  };
  const axios = (first, config) => send(typeof first === "string" ? { url: first, ...config } : first);
  for (const method of ["get", "delete", "head"]) axios[method] = (url, config) => send({ ...config, url, method });
  for (const method of ["post", "put", "patch"]) axios[method] = (url, data, config) => send({ ...config, url, data, method });
  axios.request = send;
  axios.create = (config = {}) => axiosOf(config.baseURL);
  return axios;
}

function gotOf() {
  const send = (url, options = {}) => {
    const answer = sent(options.method || "GET", query(url, options.searchParams), options.json || options.body, options.headers);
    answer.json = () => answer;
    return answer;
  };
  for (const method of ["get", "post", "put", "patch", "delete"]) send[method] = (url, options) => send(url, { ...options, method });
  return send;
}

class Chain {
  constructor(path, version) {
    Object.assign(this, { path, number: version || "v1.0", options: {}, sentHeaders: {} });
  }
  version(number) { this.number = number; return this; }
  header(name, value) { this.sentHeaders[name] = value; return this; }
  headers(headers) { Object.assign(this.sentHeaders, headers); return this; }
  select(value) { this.options.$select = value; return this; }
  filter(value) { this.options.$filter = value; return this; }
  top(value) { this.options.$top = value; return this; }
  count(value = true) { this.options.$count = value; return this; }
  send(method, body) {
    const slash = this.path.startsWith("/") ? "" : "/";
    const url = this.path.includes("://") ? this.path : `https://graph.microsoft.com/${this.number}${slash}${this.path}`;
    return sent(method, query(url, this.options), body, this.sentHeaders);
  }
  get() { return this.send("GET"); }
  post(body) { return this.send("POST", body); }
  create(body) { return this.send("POST", body); }
  patch(body) { return this.send("PATCH", body); }
  update(body) { return this.send("PATCH", body); }
  put(body) { return this.send("PUT", body); }
  delete() { return this.send("DELETE"); }
}

const Client = {
  init: (options) => ({ api: (path) => new Chain(path, options.defaultVersion) }),
  initWithMiddleware: (options) => Client.init(options),
};

class XMLHttpRequest {
  constructor() { this.sentHeaders = {}; }
  open(method, url) { Object.assign(this, { method, url }); }
  setRequestHeader(name, value) { this.sentHeaders[name] = value; }
  send(body) { sent(this.method, this.url, body, this.sentHeaders); }
}

const superagent = {};
for (const method of ["get", "post", "put", "patch", "delete"]) {
  superagent[method] = (url) => {
    const request = { headers: {}, set(name, value) { this.headers[name] = value; return this; } };
    request.send = function (body) { sent(method, url, body, this.headers); return this; };
    request.then = (done) => done({});
    return request;
  };
}

const $ = { ajax: (options) => sent(options.type || options.method || "GET", options.url, options.data, options.headers) };
const MODULES = {
  axios: axiosOf(),
  got: gotOf(),
  ky: gotOf(),
  superagent,
  "node-fetch": fetch,
  "@microsoft/microsoft-graph-client": { Client },
};

(async () => {
  const programs = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
  const answers = [];
  for (const program of programs) {
    SENT = [];
    const answer = { error: null };
    try {
      const code = new vm.Script(`(async () => {${program}\n})()`);
      if (process.argv[3] === "run") {
        const require = (name) => MODULES[name];
        const quiet = { log() {}, error() {} };
        const globals = { require, fetch, $, XMLHttpRequest, process: { env: {} }, console: quiet, module: {}, URL, Headers };
        await code.runInNewContext(globals);
        if (SENT.length !== 1) answer.error = `${SENT.length} requests`;
        else Object.assign(answer, SENT[0]);
      }
    } catch (error) {
      answer.error = String(error);
    }
    answers.push(answer);
  }
  process.stdout.write(JSON.stringify(answers));
})();
