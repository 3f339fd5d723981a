#!/usr/bin/env node
import { runKubed } from '../src/dx/kubed-main.ts'
import { parts } from './parts.ts'

process.exitCode = await runKubed(process.argv.slice(2), parts)
