import { spawnSync } from 'node:child_process';

/** CPU (user and system) and wall seconds of a shell line with all its children. */
export interface Cost {
  cpu: number;
  wall: number;
}

/** Runs a line of bash; what it prints is thrown away. Throws where it fails; 1 is "nothing found" to some programs. */
export function costOf(
  line: string,
  { env = {}, cwd = '.' }: { env?: Record<string, string>; cwd?: string } = {},
): Cost {
  const { stderr, status } = spawnSync('bash', ['-c', `TIMEFORMAT='TIME %R %U %S'; time { ${line}; } > /dev/null`], {
    env: { ...process.env, ...env },
    cwd,
    encoding: 'utf8',
  });
  const [, wall, user, system] = /TIME ([\d.]+) ([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
  if (wall === undefined || status === null || status > 2) throw new Error(`${line}: ${stderr}`);
  return { wall: Number(wall), cpu: Number(user) + Number(system) };
}
