# Runs programs with clients that say what they are given and send nothing.
import asyncio, contextlib, http.client, io, json, sys, types, urllib.request

SENT = []

def query(url, params):
    if not params:
        return url
    code = lambda value: "".join("%{:02X}".format(ord(c)) if c in "&#+%" else c for c in str(value))
    pairs = "&".join(f"{key}={code(value)}" for key, value in params.items())
    return url + ("&" if "?" in url else "?") + pairs

def sent(method, url, body=None, text=None, headers=None):
    if text is not None:
        body = json.loads(text)
    SENT.append({"method": method.upper(), "url": url, "headers": dict(headers or {}), "body": body})
    return Answer()

class Answer:
    status_code = 200
    def json(self): return {}
    def raise_for_status(self): return None
    def read(self): return b"{}"
    def __enter__(self): return self
    def __exit__(self, *_): return False

def text_of(value):
    return value.decode() if isinstance(value, bytes) else value

class Session:
    def __init__(self, base_url="", headers=None, **_):
        self.base_url, self.headers = str(base_url), dict(headers or {})
    def request(self, method, url, json=None, data=None, content=None, headers=None, params=None, timeout=None):
        if "://" not in url and self.base_url:
            url = self.base_url.rstrip("/") + "/" + url.lstrip("/")
        return sent(method, query(url, params), json, text_of(data if data is not None else content), headers)
    def get(self, url, **given): return self.request("GET", url, **given)
    def post(self, url, data=None, json=None, **given): return self.request("POST", url, data=data, json=json, **given)
    def put(self, url, data=None, **given): return self.request("PUT", url, data=data, **given)
    def patch(self, url, data=None, **given): return self.request("PATCH", url, data=data, **given)
    def delete(self, url, **given): return self.request("DELETE", url, **given)
    def __enter__(self): return self
    def __exit__(self, *_): return False

class AsyncAnswer(Answer):
    def __await__(self):
        yield from ()
        return self
    async def __aenter__(self): return self
    async def __aexit__(self, *_): return False

class AsyncSession(Session):
    def request(self, *given, **more):
        super().request(*given, **more)
        return AsyncAnswer()
    async def __aenter__(self): return self
    async def __aexit__(self, *_): return False

def module(name, made_by, **more):
    made = types.ModuleType(name)
    one = made_by()
    for verb in ("get", "post", "put", "patch", "delete", "request"):
        setattr(made, verb, getattr(one, verb))
    for key, value in more.items():
        setattr(made, key, value)
    sys.modules[name] = made

module("requests", Session, Session=Session, session=Session)
module("httpx", Session, Client=Session, AsyncClient=AsyncSession)
module("aiohttp", AsyncSession, ClientSession=AsyncSession)

def urlopen(request, data=None, timeout=None):
    if isinstance(request, str):
        request = urllib.request.Request(request, data=data)
    return sent(request.get_method(), request.full_url, None, text_of(request.data), request.headers)

urllib.request.urlopen = urlopen

class Connection:
    def __init__(self, host, *_, **__): self.host = host
    def request(self, method, url, body=None, headers=None):
        sent(method, f"https://{self.host}{url}", None, text_of(body), headers)
    def getresponse(self): return Answer()

http.client.HTTPSConnection = Connection

answers = []
with open(sys.argv[1], encoding="utf-8") as file:
    programs = json.load(file)
for program in programs:
    SENT.clear()
    answer = {"error": None}
    try:
        code = compile(program, "program", "exec")
        if sys.argv[2] == "run":
            with contextlib.redirect_stdout(io.StringIO()):
                exec(code, {"__name__": "__main__"})
            if len(SENT) != 1:
                answer["error"] = f"{len(SENT)} requests"
            else:
                answer.update(SENT[0])
    except Exception as error:
        answer["error"] = repr(error)
    answers.append(answer)
json.dump(answers, sys.stdout)
