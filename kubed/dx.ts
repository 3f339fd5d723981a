#!/usr/bin/env node
import { runDx } from '../src/dx/main.ts'

process.exitCode = await runDx(process.argv.slice(2))
