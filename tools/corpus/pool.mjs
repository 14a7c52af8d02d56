import { fork } from 'node:child_process';

/**
 * Child processes that work on tasks, each with a limit on processor time; on the clock it may take ten times as long,
 * as others may use the machine.
 *
 * A child that goes beyond the time, or dies, is ended and its task answered with `hang` or `crash`; the next task gets
 * another child. The most memory that a task took is part of its answer.
 */
export class Pool {
  #script;
  #free = [];
  #started = new Set();

  /** @param script  path of the built child. */
  constructor(script) {
    this.#script = script;
  }

  /** @param fresh  a child of its own, ended afterwards. */
  async run(task, { ms, fresh }) {
    const child = (fresh ? undefined : this.#free.pop()) ?? (await this.#start());
    const answer = await this.#ask(child, task, ms * 10);
    const result =
      answer.ms > ms ? { ...answer, outcome: 'hang', message: `${answer.message}, beyond ${ms} ms` } : answer;
    const isAlive = result.outcome !== 'hang' && result.outcome !== 'crash';
    if (isAlive && !fresh) this.#free.push(child);
    else this.#end(child);
    return result;
  }

  /** Many small tasks: a child is given them all at once and answers one after the other. */
  async runBatch(tasks, { ms }, answered) {
    let left = tasks;
    while (left.length > 0) {
      const child = this.#free.pop() ?? (await this.#start());
      let done = 0;
      let timer;
      const ended = await new Promise((resolve) => {
        const watch = () => {
          clearTimeout(timer);
          timer = setTimeout(() => resolve({ outcome: 'hang', message: `nothing after ${ms * 10} ms` }), ms * 10);
        };
        child.on('message', (answer) => {
          answered(left[done], answer.ms > ms ? { ...answer, outcome: 'hang' } : answer);
          done += 1;
          if (done < left.length) watch();
          else resolve(null);
        });
        child.on('exit', (code, signal) =>
          resolve({ outcome: 'crash', message: `the process ended with ${signal ?? code}` }),
        );
        watch();
        for (const task of left) child.send(task);
      });
      clearTimeout(timer);
      child.removeAllListeners('message');
      child.removeAllListeners('exit');
      if (ended === null) this.#free.push(child);
      else {
        this.#end(child);
        const nothing = { hashes: [], declared: 0, peak: 0, ms: 0 };
        answered(left[done], { id: left[done].id, ...nothing, ...ended });
        done += 1;
      }
      left = left.slice(done);
    }
  }

  close() {
    for (const child of this.#started) this.#end(child);
  }

  #end(child) {
    this.#started.delete(child);
    child.kill('SIGKILL');
  }

  #start() {
    const child = fork(this.#script, {
      execArgv: ['--expose-gc', '--max-old-space-size=512'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#started.add(child);
    return new Promise((resolve, reject) => {
      child.once('message', () => resolve(child));
      child.once('exit', (code) => reject(new Error(`the child ended with ${code} before it was ready`)));
    });
  }

  #ask(child, task, ms) {
    const start = performance.now();
    return new Promise((resolve) => {
      const done = (result) => {
        clearTimeout(timer);
        child.removeAllListeners('message');
        child.removeAllListeners('exit');
        resolve(result);
      };
      const failed = (outcome, message) =>
        done({ id: task.id, outcome, message, hashes: [], declared: 0, peak: 0, ms: performance.now() - start });
      const timer = setTimeout(() => failed('hang', `nothing after ${ms} ms`), ms);
      child.on('message', done);
      child.on('exit', (code, signal) => failed('crash', `the process ended with ${signal ?? code}`));
      child.send(task);
    });
  }
}

/** Runs `work` for every item, `width` at a time, and gives the results in order. */
export async function each(items, width, work) {
  const results = new Array(items.length);
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const i = next++;
      results[i] = await work(items[i], i);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}
