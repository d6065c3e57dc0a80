import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** The value below which `share` (0 to 1) of the values lie. */
export function percentile(values, share) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const median = (values) => percentile(values, 0.5);

/** Wall-clock milliseconds of one whole process. Throws where it fails. */
export function timeProcess({ command, args, cwd, env }) {
  const startedAt = performance.now();
  const result = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const milliseconds = performance.now() - startedAt;
  if (result.error) throw result.error;
  if (result.status !== 0) {
    throw new Error(
      `${command} ${args.join(' ')} ended with ${result.status}: ${result.stderr.slice(-2000)}`,
    );
  }
  return milliseconds;
}

/**
 * The milliseconds of `runs` runs of each process, after one that does not count. They take turns, so that a busy
 * machine slows all of them alike.
 */
export function timeInTurns(processes, runs) {
  const times = processes.map(() => []);
  for (let run = 0; run <= runs; run += 1) {
    for (const [index, each] of processes.entries()) {
      const milliseconds = timeProcess(each);
      if (run > 0) times[index].push(milliseconds);
    }
  }
  return times;
}

/** The median of `these` divided by the median of `others`, for a report. */
export const ratio = (these, others) => (median(these) / median(others)).toFixed(2);

/** A row of the report; `note` is what the figures mean. */
export function row(name, milliseconds, note = '') {
  return {
    name,
    median: `${median(milliseconds).toFixed(1)} ms`,
    p95: `${percentile(milliseconds, 0.95).toFixed(1)} ms`,
    note,
  };
}

export function printRows(title, rows) {
  console.log(`\n## ${title}`);
  const widths = ['name', 'median', 'p95'].map((key) => Math.max(...rows.map((entry) => entry[key].length)));
  for (const { name, median: middle, p95, note } of rows) {
    console.log(
      `${name.padEnd(widths[0])}  ${middle.padStart(widths[1])}  p95 ${p95.padStart(widths[2])}  ${note}`.trimEnd(),
    );
  }
}
