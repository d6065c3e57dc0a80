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
  const value = floatArithmetic(operator, x, y);
  if (value === undefined) return undefined;
  if (operator === '**' && x < 0 && !Number.isInteger(y)) {
    return unknown('unsupported-operation', 'complex numbers are not followed', span);
  }
  return { kind: 'float', value };
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
    case '**':
      return x ** y;
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
      return { kind: 'float', value: Number(a) / Number(b) };
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
    return { kind: 'float', value: Number(a) ** Number(b) };
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
