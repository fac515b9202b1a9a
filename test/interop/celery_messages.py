"""What a real Celery makes of messages: `run` executes those of Lovage, `produce` writes some for Lovage to read.

Messages go through kombu's own SQS transport (its decoding of a received body, its encoding of a sent one) and, in
place of SQS itself, through kombu's memory transport. Reads and writes JSON on stdin and stdout.
"""

import json
import math
import sys
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from struct import pack
from uuid import UUID

from celery import Celery, chain, chord, group
from celery.contrib.testing.worker import start_worker
from kombu.asynchronous.aws.sqs.message import AsyncMessage
from kombu.transport.SQS import Channel as SqsChannel
from kombu.utils.encoding import bytes_to_str
from kombu.utils.json import dumps

app = Celery("interop", broker="memory://", backend="cache+memory://")
app.conf.update(
    broker_connection_retry_on_startup=False,
    result_extended=True,
    result_chord_join_timeout=10,
    worker_hijack_root_logger=False,
)


def told(value):
    """A value as a text or list that says its type, the same on both sides."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        # JavaScript writes 1.0 as 1.
        whole = math.isfinite(value) and value == int(value) and abs(value) < 2**53
        return {"int": str(int(value))} if whole else {"float": "nan" if math.isnan(value) else pack(">d", value).hex()}
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=timezone.utc)
        return {"datetime": (aware - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(milliseconds=1)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, UUID):
        return {"uuid": str(value)}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, (list, tuple)):
        return [told(item) for item in value]
    return {"object": [[key, told(item)] for key, item in value.items()]}


@app.task(name="interop.tell", bind=True)
def tell(self, *args, **kwargs):
    request = self.request
    names = ["id", "root_id", "parent_id", "group", "group_index", "retries", "timelimit", "eta", "expires", "shadow"]
    names += ["stamps", "stamped_headers", "correlation_id", "reply_to"]
    about = {name: getattr(request, name, None) for name in names}
    about["routing_key"] = request.delivery_info["routing_key"]
    about["headers"] = request.headers
    return {"args": told(args), "kwargs": told(kwargs), "request": about}


@app.task(name="interop.add")
def add(x, y):
    return x + y


@app.task(name="interop.total")
def total(numbers):
    return sum(numbers)


@app.task(name="interop.fail")
def fail():
    raise ValueError("on purpose")


failures = []


@app.task(name="interop.failed")
def failed(task_id):
    failures.append(task_id)
    return task_id


def received(body):
    """A received body as kombu's SQS transport decodes it."""
    channel = SqsChannel.__new__(SqsChannel)
    text = bytes_to_str(channel._decode_python_message_body(body))
    payload = channel._envelope_payload(channel._prepare_json_payload(text), text, {"ReceiptHandle": "r"}, "url")
    del payload["properties"]["delivery_info"]["sqs_message"]
    return payload


def run(messages):
    """Gives each message to a Celery worker, and tells the result of the task that is waited for."""
    outcomes = []
    with start_worker(app, perform_ping_check=False, pool="solo", loglevel="CRITICAL"):
        for message in messages:
            with app.connection() as connection:
                connection.default_channel._put("celery", received(message["body"]))
            result = app.AsyncResult(message["waitFor"]).get(timeout=20, propagate=False)
            outcomes.append(result if not isinstance(result, BaseException) else {"raised": repr(result)})
    return {"outcomes": outcomes, "failures": failures}


def sent(send, base64=True, body_encoding="base64"):
    """The bodies of what a call sends, as kombu's SQS transport writes them."""
    with app.connection() as connection:
        channel = connection.default_channel
        channel.body_encoding = body_encoding
        channel._new_queue("celery")
        with app.amqp.Producer(connection) as producer:
            producer.auto_declare = False
            send(producer)
        bodies = []
        while channel._size("celery"):
            payload = channel._get("celery")
            bodies.append(AsyncMessage().encode(dumps(payload)) if base64 else dumps(payload))
        return bodies


def call(args=(), kwargs=None, **options):
    return lambda producer: tell.apply_async(args, kwargs or {}, producer=producer, **options)


utc = timezone.utc
everything = [
    datetime(2026, 1, 2, 3, 4, 5, 678900, tzinfo=utc),
    datetime(2026, 1, 2, 3, 4, 5),
    datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=-5, minutes=-30))),
    date(2026, 1, 2),
    time(3, 4, 5),
    time(3, 4, 5, 60),
    Decimal("1.10"),
    Decimal("-1E+30"),
    UUID("11111111-1111-4111-8111-111111111111"),
    b"abc",
    b"",
    bytes(range(256)),
    "h\u00e9llo \u2603 \U0001f600 \ufffe \x7f \x00",
    1.0,
    0.1,
    1e100,
    10**20,
    -(2**63),
    2**53,
    math.inf,
    -math.inf,
    None,
    True,
    (1, [2, {"a": (3,)}]),
    {"__type__": "mine", "__value__": 1, "and": "more"},
    {"__proto__": {"polluted": True}, "constructor": 1},
]
long = {"text": "lovage " * 60}


def produce():
    """Messages of all kinds: for each its name, its body, and what was sent."""
    later = datetime(2036, 5, 6, 7, 8, 9, 123456, tzinfo=utc)
    cases = [
        ("every type", sent(call(everything)), everything, {}),
        ("not a number", sent(call([math.nan])), [math.nan], {}),
        ("keyword arguments", sent(call([1], {"b": everything[0]})), [1], {"b": everything[0]}),
        ("no base64", sent(call([1, "\u2603"]), base64=False), [1, "\u2603"], {}),
        ("body as text", sent(call([1, "\u2603"]), body_encoding="utf-8"), [1, "\u2603"], {}),
        ("no encoding at all", sent(call([1, "\u2603"]), base64=False, body_encoding=None), [1, "\u2603"], {}),
        ("zlib", sent(call([long], compression="zlib")), [long], {}),
        ("gzip", sent(call([long], compression="gzip")), [long], {}),
        ("zlib as typed bytes", sent(call([long], compression="zlib"), body_encoding="utf-8"), [long], {}),
        ("bzip2", sent(call([1], compression="bzip2")), None, {}),
        ("lzma", sent(call([1], compression="lzma")), None, {}),
        ("eta and expires", sent(call(eta=later, expires=later + timedelta(hours=1))), [], {}),
        ("time limits", sent(call(time_limit=30, soft_time_limit=2.5)), [], {}),
        ("a header", sent(call(headers={"tenant": "acme", "since": everything[0]})), [], {}),
        ("a uuid object as id", sent(call(task_id=UUID(int=7))), [], {}),
        ("priority and shadow", sent(call(priority=5, shadow="other", reply_to="me")), [], {}),
        ("links", sent(call([1], link=[add.s(1), add.s(2)], link_error=failed.s())), [1], {}),
        ("stamps", sent(stamped), [1], {}),
        ("chain", sent(lambda p: chain(tell.s(1), add.s(2), add.si(3, 4)).apply_async(producer=p)), [1], {}),
        ("group", sent(lambda p: group(tell.s(1), tell.s(2)).apply_async(producer=p)), [1], {}),
        ("chord", sent(lambda p: chord([tell.s(1), tell.s(2)], total.s()).apply_async(producer=p)), [1], {}),
        ("chain with a chord", sent(nested), [1], {}),
        ("map", sent(lambda p: tell.map([1, 2]).apply_async(producer=p)), [], {"task": dict(tell.s()), "it": [1, 2]}),
    ]
    app.conf.task_protocol = 1
    app.__dict__.pop("amqp", None)
    later_too = {"eta": later, "expires": later + timedelta(hours=1), "headers": {"tenant": "acme"}}
    cases += [
        ("protocol 1", sent(call(everything, {"k": 1}, **later_too)), everything, {"k": 1}),
        ("protocol 1 with a link", sent(call([1], link=add.s(1), time_limit=3)), [1], {}),
    ]
    return [
        {"name": name, "body": bodies[0], "args": None if args is None else told(args), "kwargs": told(kwargs)}
        for name, bodies, args, kwargs in cases
    ]


def stamped(producer):
    task = tell.s(1)
    task.stamp(customer="acme")
    task.apply_async(producer=producer)


def nested(producer):
    chain(tell.s(1), group(add.s(1), add.s(2)), total.s()).apply_async(producer=producer)


if __name__ == "__main__":
    answer = run(json.load(sys.stdin)) if sys.argv[1] == "run" else produce()
    sys.stdout.write("\n" + json.dumps(answer) + "\n")
