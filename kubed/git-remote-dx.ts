#!/usr/bin/env node
import { runGitRemote } from '../src/dx/git-remote.ts'

const { argv, env, stdin, stdout, stderr } = process
process.exitCode = await runGitRemote({
  argv: argv.slice(2),
  env,
  cwd: process.cwd(),
  input: stdin,
  output: stdout,
  errors: stderr
})
