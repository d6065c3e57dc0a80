import { spawn } from 'node:child_process';

/**
 * Runs a program to its end, silent unless it fails.
 *
 * @param {string} command looked up on PATH
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} options `show` lets its output through
 * @returns {Promise<string>} its standard output; rejects with the tail of its output where it fails
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', options.show ? 'inherit' : 'pipe', options.show ? 'inherit' : 'pipe'],
      shell: process.platform === 'win32',
    });
    let stdout = '';
    let tail = '';
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
      tail = (tail + chunk).slice(-4000);
    });
    child.stderr?.on('data', (chunk) => {
      tail = (tail + chunk).slice(-4000);
    });
    child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}\n${tail}`));
    });
  });
}
