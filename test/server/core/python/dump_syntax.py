"""Writes the syntax trees of Python files as CPython reads them.

Reads a JSON list of paths, writes a JSON list: {"text": ..., "syntax": ...} for each file that this Python can parse.
Without paths, takes files of its own standard library.
"""

import ast
import json
import pathlib
import sys
import sysconfig
import warnings

OPERATORS = {
    "Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "Pow": "**", "MatMult": "@",
    "BitAnd": "&", "BitOr": "|", "BitXor": "^", "LShift": "<<", "RShift": ">>", "Eq": "==", "NotEq": "!=", "Lt": "<",
    "LtE": "<=", "Gt": ">", "GtE": ">=", "In": "in", "NotIn": "not in", "Is": "is", "IsNot": "is not", "UAdd": "+",
    "USub": "-", "Invert": "~", "Not": "not", "And": "and", "Or": "or",
}
CONVERSIONS = {-1: "", 114: "r", 115: "s", 97: "a"}
STANDARD_FILES = 150
LARGEST_FILE = 40_000


class Dump:
    def __init__(self, text):
        self.lines = [line.encode() for line in text.splitlines()]

    def block(self, statements):
        return [self.statement(statement) for statement in statements]

    def expressions(self, nodes):
        return [self.expression(node) for node in nodes]

    def expression(self, node):
        if node is None:
            return None
        name = type(node).__name__
        method = getattr(self, "expression_" + name, None)
        return ["unknown", name] if method is None else method(node)

    def expression_Constant(self, node):
        value = node.value
        if value is None or value is Ellipsis:
            return ["none" if value is None else "ellipsis"]
        if isinstance(value, bytes):
            return ["bytes", value.decode("latin-1")]
        if isinstance(value, (bool, str)):
            return [type(value).__name__, value]
        return [type(value).__name__, repr(value)]

    def expression_JoinedStr(self, node):
        parts = self.format_parts(node.values)
        if all(isinstance(part, str) for part in parts):
            return ["str", "".join(parts)]
        return ["format", parts]

    def format_parts(self, values):
        parts = []
        for value in values:
            if not isinstance(value, ast.Constant):
                specification = self.format_parts(value.format_spec.values) if value.format_spec else []
                parts.append([self.expression(value.value), CONVERSIONS[value.conversion], specification])
            elif parts and isinstance(parts[-1], str):
                parts[-1] += value.value
            elif value.value:
                parts.append(value.value)
        return parts

    def expression_Name(self, node):
        return ["name", node.id]

    def expression_Attribute(self, node):
        return ["attribute", self.expression(node.value), node.attr]

    def expression_Subscript(self, node):
        return ["subscript", self.expression(node.value), self.expression(node.slice)]

    def expression_Slice(self, node):
        return ["slice", *self.expressions([node.lower, node.upper, node.step])]

    def expression_Tuple(self, node):
        return [type(node).__name__.lower(), self.expressions(node.elts)]

    expression_List = expression_Set = expression_Tuple

    def expression_Dict(self, node):
        return ["dict", [self.expressions(pair) for pair in zip(node.keys, node.values)]]

    def expression_Call(self, node):
        return ["call", self.expression(node.func), self.expressions(node.args), self.keywords(node.keywords)]

    def keywords(self, keywords):
        return [[keyword.arg, self.expression(keyword.value)] for keyword in keywords]

    def expression_BinOp(self, node):
        operator = OPERATORS[type(node.op).__name__]
        return ["binary", operator, self.expression(node.left), self.expression(node.right)]

    def expression_UnaryOp(self, node):
        operator = OPERATORS[type(node.op).__name__]
        return ["unary", operator, self.expression(node.operand)]

    def expression_BoolOp(self, node):
        return [OPERATORS[type(node.op).__name__], self.expressions(node.values)]

    def expression_Compare(self, node):
        pairs = zip(node.ops, node.comparators)
        comparisons = [[OPERATORS[type(operator).__name__], self.expression(right)] for operator, right in pairs]
        return ["compare", self.expression(node.left), comparisons]

    def expression_IfExp(self, node):
        return ["conditional", *self.expressions([node.test, node.body, node.orelse])]

    def expression_Lambda(self, node):
        return ["lambda", self.parameters(node.args), self.expression(node.body)]

    def comprehension(self, node, *elements):
        clauses = [
            [self.expression(clause.target), self.expression(clause.iter), self.expressions(clause.ifs)]
            for clause in node.generators
        ]
        return [type(node).__name__, self.expressions(elements), clauses]

    def expression_ListComp(self, node):
        return self.comprehension(node, node.elt)

    expression_SetComp = expression_GeneratorExp = expression_ListComp

    def expression_DictComp(self, node):
        return self.comprehension(node, node.key, node.value)

    def expression_NamedExpr(self, node):
        return ["named", node.target.id, self.expression(node.value)]

    def expression_Starred(self, node):
        return [type(node).__name__.lower(), self.expression(node.value)]

    expression_Await = expression_Yield = expression_YieldFrom = expression_Starred

    def parameters(self, arguments):
        plain = arguments.posonlyargs + arguments.args
        defaults = [None] * (len(plain) - len(arguments.defaults)) + arguments.defaults
        parameters = []
        for index, (argument, default) in enumerate(zip(plain, defaults)):
            kind = "positional-only" if index < len(arguments.posonlyargs) else "positional"
            parameters.append([argument.arg, kind, self.expression(default)])
        if arguments.vararg:
            parameters.append([arguments.vararg.arg, "star", None])
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
            parameters.append([argument.arg, "keyword-only", self.expression(default)])
        if arguments.kwarg:
            parameters.append([arguments.kwarg.arg, "double-star", None])
        return parameters

    def statement(self, node):
        name = type(node).__name__
        method = getattr(self, "statement_" + name, None)
        return ["unknown", name] if method is None else method(node)

    def statement_Expr(self, node):
        return ["expression", self.expression(node.value)]

    def statement_Return(self, node):
        return ["return", self.expression(node.value)]

    def statement_Assign(self, node):
        return ["assign", self.expressions(node.targets), self.expression(node.value)]

    def statement_AnnAssign(self, node):
        return ["assign", [self.expression(node.target)], self.expression(node.value)]

    def statement_AugAssign(self, node):
        operator = OPERATORS[type(node.op).__name__]
        return ["augmented", operator, self.expression(node.target), self.expression(node.value)]

    def statement_Delete(self, node):
        return ["delete", self.expressions(node.targets)]

    def statement_Pass(self, node):
        return [type(node).__name__.lower()]

    statement_Break = statement_Continue = statement_Pass

    def statement_Raise(self, node):
        return ["raise", self.expression(node.exc), self.expression(node.cause)]

    def statement_Assert(self, node):
        return ["assert", self.expression(node.test), self.expression(node.msg)]

    def names(self, aliases):
        return [[alias.name, alias.asname] for alias in aliases]

    def statement_Import(self, node):
        return ["import", self.names(node.names)]

    def statement_ImportFrom(self, node):
        names = None if node.names[0].name == "*" else self.names(node.names)
        return ["import-from", node.module or "", node.level, names]

    def statement_Global(self, node):
        return [type(node).__name__.lower(), node.names]

    statement_Nonlocal = statement_Global

    def statement_If(self, node):
        branches = []
        while True:
            branches.append([self.expression(node.test), self.block(node.body)])
            rest = node.orelse
            if len(rest) != 1 or not isinstance(rest[0], ast.If) or not self.is_elif(rest[0]):
                return ["if", branches, self.block(rest)]
            node = rest[0]

    def is_elif(self, node):
        return self.lines[node.lineno - 1][node.col_offset :].startswith(b"elif")

    def statement_While(self, node):
        return ["while", self.expression(node.test), self.block(node.body), self.block(node.orelse)]

    def statement_For(self, node):
        head = self.expressions([node.target, node.iter])
        return ["for", *head, self.block(node.body), self.block(node.orelse)]

    def statement_Try(self, node):
        handlers = [[self.expression(each.type), each.name, self.block(each.body)] for each in node.handlers]
        return ["try", self.block(node.body), handlers, self.block(node.orelse), self.block(node.finalbody)]

    statement_TryStar = statement_Try

    def statement_With(self, node):
        items = [self.expressions([item.context_expr, item.optional_vars]) for item in node.items]
        return ["with", items, self.block(node.body)]

    def statement_FunctionDef(self, node):
        is_async = isinstance(node, ast.AsyncFunctionDef)
        decorators = self.expressions(node.decorator_list)
        return ["function", node.name, self.parameters(node.args), self.block(node.body), decorators, is_async]

    statement_AsyncFunctionDef = statement_FunctionDef

    def statement_ClassDef(self, node):
        head = [self.expressions(node.bases), self.keywords(node.keywords)]
        return ["class", node.name, *head, self.block(node.body), self.expressions(node.decorator_list)]


def standard_files():
    folder = pathlib.Path(sysconfig.get_paths()["stdlib"])
    files = [path for path in sorted(folder.glob("*.py")) if path.stat().st_size <= LARGEST_FILE]
    return files[:STANDARD_FILES]


def dump(path):
    try:
        text = pathlib.Path(path).read_text(encoding="utf-8")
        return {"path": str(path), "text": text, "syntax": Dump(text).block(ast.parse(text).body)}
    except (SyntaxError, UnicodeDecodeError):
        return None


warnings.simplefilter("ignore")
json.dump([found for found in map(dump, json.load(sys.stdin) or standard_files()) if found], sys.stdout)
