// nginx and caddy as peers: one worker on core 0, the same files, TLS, no log, kept connections.
import fs from 'node:fs'
import path from 'node:path'
import tls from 'node:tls'
import { freePort } from '../../test/support/free-port.ts'
import { installed } from './machine.ts'
import type { Scope } from './scope.ts'

export interface Server {
  readonly name: string
  /** What goes into the Host field. */
  readonly host: string
  readonly port: number
}

export interface Certificate {
  /** PEM files. */
  readonly key: string
  readonly certificate: string
}

/** Resolves once a handshake goes through. */
async function answering(name: string, port: number): Promise<Server> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const greeted = await new Promise<boolean>(resolve => {
      const socket = tls.connect({ host: '127.0.0.1', port, rejectUnauthorized: false })
      socket.once('secureConnect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('close', () => resolve(false))
      socket.once('secureConnect', () => socket.destroy())
    })
    if (greeted) return { name, host: `127.0.0.1:${port}`, port }
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`${name} does not answer`)
}

export async function startNginx(scope: Scope, folder: string, tlsFiles: Certificate): Promise<Server> {
  const [dir, port] = [scope.folder('nginx'), await freePort()]
  const conf = path.join(dir, 'nginx.conf')
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${path.join(dir, name)};`
  )
  // As root its worker would become nobody, who cannot read the folder.
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  const types = fs.existsSync('/etc/nginx/mime.types') ? 'include /etc/nginx/mime.types;' : ''
  fs.writeFileSync(
    conf,
    `worker_processes 1; daemon off; ${user} pid ${dir}/nginx.pid; error_log ${dir}/error.log;
events { worker_connections 1024; }
http {
  ${types} default_type application/octet-stream; access_log off; ${folders.join(' ')}
  sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_timeout 65; keepalive_requests 100000000; etag on;
  open_file_cache max=2000 inactive=60s; open_file_cache_valid 60s;
  server {
    listen 127.0.0.1:${port} ssl; root ${folder};
    ssl_certificate ${tlsFiles.certificate}; ssl_certificate_key ${tlsFiles.key}; ssl_protocols TLSv1.2 TLSv1.3;
  }
}
`
  )
  const nginx = installed('nginx') ?? 'nginx'
  scope.start('taskset', ['-c', '0', nginx, '-c', conf, '-e', path.join(dir, 'error.log')])
  return answering('nginx', port)
}

export async function startCaddy(scope: Scope, folder: string, tlsFiles: Certificate): Promise<Server> {
  const [dir, port] = [scope.folder('caddy'), await freePort()]
  const conf = path.join(dir, 'Caddyfile')
  fs.writeFileSync(
    conf,
    `{
  admin off
  auto_https off
  skip_install_trust
}
https://127.0.0.1:${port} {
  bind 127.0.0.1
  tls ${tlsFiles.certificate} ${tlsFiles.key}
  root * ${folder}
  file_server
}
`
  )
  const env = { ...process.env, GOMAXPROCS: '1', HOME: dir, XDG_DATA_HOME: dir, XDG_CONFIG_HOME: dir }
  scope.start('taskset', ['-c', '0', 'caddy', 'run', '--config', conf, '--adapter', 'caddyfile'], { env })
  return answering('caddy', port)
}
