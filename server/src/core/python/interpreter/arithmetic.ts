import type { Span } from '../../text/span.ts';
import { type BinaryOperator, PythonRaise, type PythonValue } from '../values.ts';
import { bool, int, unknown } from './objects.ts';

/** `left operator right` for two numbers; undefined where the operator takes none. */
export function arithmetic(
  operator: BinaryOperator,
  left: PythonValue,
  a: bigint | number,
  right: PythonValue,
  b: bigint | number,
  span: Span,
): PythonValue | undefined {
  if (typeof a === 'bigint' && typeof b === 'bigint') return intArithmetic(operator, left, a, right, b, span);
  const x = Number(a);
  const y = Number(b);
  if (y === 0 && (operator === '/' || operator === '//' || operator === '%')) {
    throw new PythonRaise('ZeroDivisionError', 'float division by zero', span);
  }
  if (x === 0 && y < 0 && operator === '**') {
    throw new PythonRaise('ZeroDivisionError', '0.0 cannot be raised to a negative power', span);
  }
  if (operator === '**') return floatPower(x, y, span);
  const value = floatArithmetic(operator, x, y);
  return value === undefined ? undefined : { kind: 'float', value };
}

/** Powers whose last digit does not depend on the C library that works them out. */
function floatPower(x: number, y: number, span: Span): PythonValue {
  const isWhole = Number.isInteger(x) && Number.isInteger(y) && Math.abs(x ** Math.abs(y)) <= 2 ** 53;
  const isExact = isWhole && (y >= 0 || Number.isInteger(Math.log2(Math.abs(x))));
  if (isExact || y === 0 || y === 1) return { kind: 'float', value: x ** y };
  return unknown('unsupported-operation', 'this power is not followed', span);
}

function floatArithmetic(operator: BinaryOperator, x: number, y: number): number | undefined {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '//':
      return floatFloorDivision(x, y);
    case '%':
      return floatModulo(x, y);
    default:
      return undefined;
  }
}

/** Source: `_float_div_mod` in CPython. */
function floatFloorDivision(x: number, y: number): number {
  const rest = x % y;
  let quotient = (x - rest) / y;
  if (rest !== 0 && rest < 0 !== y < 0) quotient -= 1;
  if (quotient === 0) return x / y < 0 || Object.is(x / y, -0) ? -0 : 0;
  const whole = Math.floor(quotient);
  return quotient - whole > 0.5 ? whole + 1 : whole;
}

function floatModulo(x: number, y: number): number {
  const rest = x % y;
  if (rest === 0) return y < 0 ? -0 : 0;
  return rest < 0 === y < 0 ? rest : rest + y;
}

const MAXIMUM_BITS = 100_000n;

function intArithmetic(
  operator: BinaryOperator,
  left: PythonValue,
  a: bigint,
  right: PythonValue,
  b: bigint,
  span: Span,
): PythonValue | undefined {
  const areBools = left.kind === 'bool' && right.kind === 'bool';
  switch (operator) {
    case '+':
      return int(a + b);
    case '-':
      return int(a - b);
    case '*':
      return int(a * b);
    case '/':
      if (b === 0n) throw new PythonRaise('ZeroDivisionError', 'division by zero', span);
      return trueDivision(a, b, span);
    case '//':
    case '%':
      return intDivision(operator, a, b, span);
    case '**':
      return intPower(a, b, span);
    case '&':
      return areBools ? bool((a & b) !== 0n) : int(a & b);
    case '|':
      return areBools ? bool((a | b) !== 0n) : int(a | b);
    case '^':
      return areBools ? bool((a ^ b) !== 0n) : int(a ^ b);
    case '<<':
    case '>>':
      return intShift(operator, a, b, span);
    default:
      return undefined;
  }
}

/** Beyond 53 bits, dividing two rounded numbers is not rounding their quotient. */
function trueDivision(a: bigint, b: bigint, span: Span): PythonValue {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isSafeInteger(x) && Number.isSafeInteger(y)) return { kind: 'float', value: x / y };
  return unknown('unsupported-operation', 'a division of such large numbers is not followed', span);
}

function intDivision(operator: '//' | '%', a: bigint, b: bigint, span: Span): PythonValue {
  if (b === 0n) throw new PythonRaise('ZeroDivisionError', 'integer division or modulo by zero', span);
  const truncated = a % b;
  const modulo = truncated !== 0n && truncated < 0n !== b < 0n ? truncated + b : truncated;
  return int(operator === '%' ? modulo : (a - modulo) / b);
}

function intPower(a: bigint, b: bigint, span: Span): PythonValue {
  if (b < 0n) {
    if (a === 0n)
      throw new PythonRaise('ZeroDivisionError', '0.0 cannot be raised to a negative power', span);
    return floatPower(Number(a), Number(b), span);
  }
  const bits = BigInt(a.toString(2).length) * b;
  if (bits > MAXIMUM_BITS) return unknown('limit', 'this number is too large to be worked out', span);
  return int(a ** b);
}

function intShift(operator: '<<' | '>>', a: bigint, b: bigint, span: Span): PythonValue {
  if (b < 0n) throw new PythonRaise('ValueError', 'negative shift count', span);
  if (operator === '>>') return int(b > MAXIMUM_BITS ? (a < 0n ? -1n : 0n) : a >> b);
  if (b > MAXIMUM_BITS) return unknown('limit', 'this number is too large to be worked out', span);
  return int(a << b);
}
