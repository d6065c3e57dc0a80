/** What stands above `upgrade()` in the programs of one group, and the expressions whose text is compared. */
export interface IdiomGroup {
  readonly name: string;
  readonly prologue: string;
  readonly expressions: readonly string[];
}

/** Idioms of real migrations, by the part of Python that they use. Real Python says what they give. */
export const IDIOM_GROUPS: readonly IdiomGroup[] = [
  {
    name: 'enums',
    prologue: `import enum
from enum import Enum, IntEnum, auto
class Kind(str, enum.Enum):
    A = 'a'
    B = 'b'
    ALIAS = 'a'
    @classmethod
    def names(cls):
        return [m.name for m in cls]
    @property
    def label(self):
        return self.name.lower() + '!'
class Level(IntEnum):
    LOW = 1
    HIGH = 5
class Plain(Enum):
    X = auto()
    Y = auto()
    Z = (1, 2)
class Text(enum.StrEnum):
    ONE = auto()
    TWO = 'zwei'
`,
    expressions: [
      '[k.value for k in Kind]',
      '[k.name for k in Plain]',
      'Kind.A.value + Kind.B',
      "Kind('b').name",
      "Kind['A'].value",
      'Kind.names()',
      'Kind.A.label',
      "Kind.A == 'a'",
      'Plain.X == 1',
      'Plain.X.value, Plain.Y.value, Plain.Z.value',
      'len(Kind)',
      'list(Kind.__members__)',
      'Level.HIGH + 1, Level.LOW < Level.HIGH, int(Level.LOW)',
      'str(Kind.A), str(Plain.X), repr(Kind.A), repr(Plain.Z)',
      '"%s" % Plain.X, f"{Plain.X}"',
      'Text.ONE.value, str(Text.TWO), f"{Text.ONE}", Text.TWO.upper()',
      "', '.join(sorted(k.value for k in Kind))",
      'isinstance(Kind.A, str), isinstance(Plain.X, Plain)',
      'Kind.ALIAS is Kind.A',
      '{k: k.value for k in Plain}[Plain.Y]',
    ],
  },
  {
    name: 'json',
    prologue: 'import json\n',
    expressions: [
      "json.dumps({'a': [1, 2.5, None, True], 'b': {'c': 'ü\"\\n😀'}})",
      "json.dumps([1, {'x': ()}], indent=2)",
      "json.dumps({'b': 1, 'a': 2}, sort_keys=True, separators=(',', ':'))",
      "json.dumps('ü', ensure_ascii=False)",
      'json.dumps({1: 2, None: 3, True: 4})',
      'json.loads(\'{"a": [1, "x", null, true]}\')',
      'json.loads(\'"\\\\u00fc"\')',
      'json.dumps([]), json.dumps({}), json.dumps({}, indent=4)',
    ],
  },
  {
    name: 'dates, decimals and ids',
    prologue:
      'import datetime\nfrom datetime import date, timedelta, timezone\nfrom decimal import Decimal\nimport uuid\n',
    expressions: [
      'str(datetime.datetime(2020, 1, 2, 3, 4, 5))',
      'datetime.datetime(2020, 1, 2, tzinfo=timezone.utc).isoformat()',
      'str(datetime.datetime(2020, 1, 2, 3, 4, 5, 600))',
      'date(2021, 12, 31).isoformat(), str(date(1, 1, 1))',
      'date(2020, 2, 29).day, date(2020, 2, 29).year',
      'date(2020, 1, 1) == date(2020, 1, 1), date(2020, 1, 1) != date(2020, 1, 2)',
      'str(datetime.time(7, 30))',
      'timedelta(days=1, hours=2).total_seconds()',
      'date(2021, 2, 29)',
      "str(Decimal('1.50')), str(Decimal('-0.10')), str(Decimal(7)), str(Decimal('007.5'))",
      "Decimal('1.5') == Decimal('1.5')",
      "str(uuid.UUID('{12345678-1234-5678-1234-567812345678}'))",
      "uuid.UUID('12345678123456781234567812345678').hex",
      "uuid.UUID('zz')",
      'f"{uuid.UUID(\'12345678123456781234567812345678\')}"',
    ],
  },
  {
    name: 'calculations with dates',
    prologue: `from datetime import date, datetime, time, timedelta, timezone
D = date(2024, 2, 28)
T = datetime(2024, 2, 28, 23, 59, 59, 999999)
U = datetime(2020, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
`,
    expressions: [
      'D + timedelta(days=2), D - timedelta(weeks=1), timedelta(days=1) + D',
      'D - timedelta(hours=1), D + timedelta(days=1, hours=30), D - timedelta(days=-1, hours=3)',
      'T + timedelta(microseconds=1), T - timedelta(days=400, seconds=1)',
      'str(T - datetime(2023, 1, 1)), str(D - date(2020, 1, 1)), (D - date(2025, 1, 1)).days',
      'D < date(2024, 3, 1), T >= T, D == date(2024, 2, 28), D != T.date(), D in [date(2024, 2, 28)]',
      'str(timedelta(days=1, hours=2)), str(timedelta(seconds=-1)), str(timedelta(microseconds=5)), str(timedelta())',
      'timedelta(hours=25).days, timedelta(hours=25).seconds, timedelta(minutes=1.5).total_seconds()',
      'timedelta(days=1) * 3 == timedelta(days=3), timedelta(1) > timedelta(hours=23), bool(timedelta(0))',
      'str(-timedelta(days=1)), str(timedelta(1) - timedelta(2)), 2 * timedelta(hours=1) == timedelta(hours=2)',
      "T.strftime('%Y-%m-%d %H:%M:%S.%f %j %y %B %b %A %a %I %p %%'), D.strftime('%d/%m/%Y')",
      "str(datetime.fromisoformat('2024-02-29T01:02:03.000004+00:00')), str(date.fromisoformat('2024-02-29'))",
      'D.weekday(), D.isoweekday(), date(1, 1, 1).weekday(), D.toordinal(), D.year, T.microsecond',
      'str(D.replace(day=1)), str(T.replace(microsecond=0, tzinfo=timezone.utc)), str(T.time()), str(datetime.combine(D, time(1, 2)))',
      "T.isoformat(), T.isoformat(' '), D.isoformat(), U.isoformat(), U.timestamp(), f'{D}', '%s' % T, '{}'.format(U)",
      'date(2023, 2, 29)',
      'datetime(2023, 1, 1, 24)',
      'date(9999, 12, 31) + timedelta(1)',
      'sorted([date(2020, 1, 2), date(2019, 5, 5)])[0] == date(2019, 5, 5)',
    ],
  },
  {
    name: 'calculations with decimals and ids',
    prologue: `from decimal import Decimal
import uuid
from collections import namedtuple, defaultdict
U = uuid.UUID('{0F8FAD5B-d9cb-469f-a165-70867728950e}')
P = namedtuple('P', 'a b')
D = defaultdict(list)
D['x'].append(1)
`,
    expressions: [
      "str(Decimal('1.10') + Decimal('2')), str(Decimal('1.10') * 3), str(2 - Decimal('0.5')), str(Decimal('0.001') * Decimal('0.001'))",
      "Decimal('1.5') > 1, Decimal('1.0') == 1, Decimal('2') == Decimal('2.00'), Decimal('1') < Decimal('1.01'), Decimal('1') == '1'",
      "str(-Decimal('3')), bool(Decimal('0.00')), str(Decimal('100') - 100), str(Decimal('-1') + Decimal('1.00'))",
      "'{}'.format(Decimal('1.50')), [Decimal('1.5')], {'a': Decimal(1)}, str(Decimal('99999999999999999999') + 1)",
      "str(U), U.hex, U.urn, U.int, [U], U == uuid.UUID(str(U)), f'{U}'",
      'P(1, 2)._replace(a=5).a, P._fields, P(1, 2)._asdict(), list(P(1, 2))',
      'dict(D), len(D), sorted(D.items())',
    ],
  },
  {
    name: 'text modules',
    prologue: 'import re\nimport string\nimport textwrap\nfrom textwrap import dedent\n',
    expressions: [
      "dedent('''\n    a\n      b\n\n    c\n    ''')",
      "dedent('\\ta\\n\\t  b\\n   \\n')",
      "textwrap.indent('a\\n\\nb\\n', '> ')",
      "re.sub(r'[^a-z]', '_', 'a-b c')",
      "re.sub('A', 'x', 'aAa', flags=re.I)",
      "re.escape('a.b*c')",
      "re.split(r'\\s*,\\s*', 'a , b,c')",
      "bool(re.match('ab', 'abc')), bool(re.search('bc', 'abc')), re.fullmatch('ab', 'abc')",
      'string.ascii_lowercase + string.digits + string.punctuation',
    ],
  },
  {
    name: 'collections and functions',
    prologue: `import itertools, functools, collections, operator
from collections import namedtuple, defaultdict, OrderedDict
Row = namedtuple('Row', 'id name')
Pair = namedtuple('Pair', ['x', 'y'])
def add(a, b=2, *, c=3):
    return a + b + c
@functools.lru_cache(maxsize=None)
def twice(x):
    return x * 2
`,
    expressions: [
      'Row(1, "x").name, Row(id=2, name="y")[0], list(Row(1, 2))',
      '[r.id for r in [Row(1, "a"), Row(2, "b")]]',
      'tuple(Pair(1, 2)), Pair(1, y=5).y',
      'list(itertools.chain([1], (2, 3)))',
      'list(itertools.chain.from_iterable([[1], [2, 3]]))',
      "[''.join(p) for p in itertools.product('ab', 'xy')]",
      'list(itertools.islice(range(10), 2, 8, 3))',
      'list(itertools.zip_longest([1, 2], [3], fillvalue=0))',
      '[(k, list(g)) for k, g in itertools.groupby([1, 1, 2, 1])]',
      'list(itertools.accumulate([1, 2, 3]))',
      'functools.partial(add, 1, c=10)(5)',
      'functools.reduce(lambda a, b: a * b, [1, 2, 3, 4])',
      'twice(4)',
      "OrderedDict([('a', 1)])['a'], list(OrderedDict(b=1, a=2))",
      'add(*[1], **{"c": 9})',
      'add(1, d=2)',
      'add()',
    ],
  },
  {
    name: 'classes',
    prologue: `class Base:
    table = 't'
    def __init__(self, name, *extra):
        self.name = name
        self.extra = extra
    def sql(self):
        return f'{self.table}.{self.name}'
    @staticmethod
    def double(x):
        return x * 2
    def __str__(self):
        return 'Base:' + self.name
    def __eq__(self, other):
        return self.name == other.name
class Child(Base):
    table = 'c'
    def sql(self):
        return 'child ' + Base.sql(self)
class Names:
    A = 'a'
    B = A + 'b'
    ALL = [A, B]
class Odd(ValueError):
    pass
def caught():
    try:
        raise Odd('why', 3)
    except ValueError as error:
        return type(error).__name__, str(error), error.args
def nested():
    total = 0
    def add(x):
        nonlocal total
        total += x
        return total
    return [add(1), add(2), total]
def gen(n):
    for i in range(n):
        if i == 2:
            continue
        yield i
    yield from 'ab'
`,
    expressions: [
      "Base('n').sql(), Child('m').sql()",
      "Child.double(4), str(Base('q')), f\"{Child('z')}\"",
      "Base('a') == Base('a'), Base('a') != Base('b')",
      "Child('x', 1, 2).extra",
      'Names.B, Names.ALL',
      "isinstance(Child('x'), Base), issubclass(Child, Base)",
      "getattr(Names, 'A'), getattr(Names, 'Z', 'none'), hasattr(Names, 'B')",
      'caught()',
      'nested()',
      'list(gen(4))',
      'Names.C',
      'Base().name',
      "Child.__name__, type(Child('x')).__name__",
      '(lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4)',
    ],
  },
  {
    name: 'syntax',
    prologue: 'X = 10\nWORDS = ("a", "b")\n',
    expressions: [
      '[y := 5, y ** 2]',
      '[(i, j) for i in range(3) for j in range(i) if (i + j) % 2]',
      '{w: i for i, w in enumerate(WORDS)}',
      '{*WORDS, "a"} == {"b", "a"}',
      '[*WORDS, *range(2)]',
      "{**{'a': 1}, 'b': 2, **{'a': 3}}",
      'X if X > 5 else -X',
      'not X == 10 or X in (1, 10) and X is not None',
      '1 < X < 20 < 30, 1 < X > 20',
      '-2 ** 2, (-2) ** 2, 2 ** -1, 2 ** 3 ** 2, -7 // 2, -7 % 3, 7 // -2.0, 5 % -3.5',
      '0x1F, 0b101, 0o17, 1_000, 1e3, .5, 1e-7, 123456789012345678901234567890',
      "'a' 'b' \"c\" '''d''' r'\\n' '\\x41\\u00e9\\101\\n'",
      'b"a\\x00b", b"ab" + b"c", "ü".encode(), b"\\xc3\\xbc".decode("utf-8")',
      'f\'{X:>{X}}|{X!r:<5}|{{}}|{"a":*^5}|{X=}|{X = !s}\'',
      "'{:>5}|{:<5}|{0}'.format(1, 2) if False else '{1}{0}{n[0]}{m[k]}'.format(1, 2, n=[3], m={'k': 4})",
      "'%s %(a)s' % {'a': 1} if False else '%(a)05.1f|%(b)-4s|%%' % {'a': 2.25, 'b': 'x'}",
      "'abcdef'[1:4], 'abcdef'[::-2], 'abcdef'[-3:], [1, 2, 3, 4][1::2], (1, 2, 3)[:-1]",
      'max(WORDS), min(3, 1, 2), sum(range(5)), any([]), all([]), sorted([3, 1, 2], reverse=True)',
      "sorted(['b', 'A', 'c'], key=str.lower), max([[1, 2], [3]], key=len)",
      "list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, '', 'x']))",
      'next(iter([])), 1',
      "next((w for w in WORDS if w == 'z'), 'none')",
      "'x' in 'xyz', 'a' not in WORDS, 3 in range(5)",
      'str(1.0), str(1e16), str(1e-5), repr(0.1 + 0.2), str(10 / 4), 7 / 7',
      'round(2.5), round(3.5), round(2.675, 2), round(-0.5), int(-3.7), abs(-4)',
      "'{:,}'.format(1234567), f'{1234567.891:,.2f}', f'{255:#x} {255:b} {5:03d} {-5:+d}'",
    ],
  },
];
