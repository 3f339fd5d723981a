// A notepad: notes live in this browser's storage and nowhere else.

const storageKey = 'notepad/notes'
const themeKey = 'notepad/theme'
const themes = ['system', 'light', 'dark']

const element = id => document.getElementById(id)
const [list, none, text, search, count, theme] = ['list', 'none', 'text', 'search', 'count', 'theme'].map(element)

const welcome = `Welcome

This page came out of a git repository on one of your machines, over HTTPS that your own certificate authority vouches for.

Change realms/notepad and run: dx publish realms/notepad`

let notes = load()
let chosen = notes[0].id

function read(key) {
  try {
    return localStorage.getItem(key)
  } catch {
    // Storage is switched off in this browser: the notes last as long as the page.
    return null
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, value)
    return true
  } catch {
    // Switched off or full; the status line says so.
    return false
  }
}

function newNote(content = '') {
  return { id: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`, text: content, changed: Date.now() }
}

function isNote(value) {
  return typeof value?.id === 'string' && typeof value.text === 'string' && Number.isFinite(value.changed)
}

function load() {
  const stored = read(storageKey)
  if (stored !== null) {
    try {
      const found = JSON.parse(stored).filter(isNote)
      if (found.length > 0) return found
    } catch {
      // Not what this page wrote; begin anew.
    }
  }
  return [newNote(welcome)]
}

const current = () => notes.find(note => note.id === chosen)

function titleOf(note) {
  return note.text.trim().split('\n', 1)[0].slice(0, 80) || 'Untitled'
}

function when(time) {
  const sameDay = new Date(time).toDateString() === new Date().toDateString()
  const style = sameDay ? { timeStyle: 'short' } : { dateStyle: 'medium' }
  return new Intl.DateTimeFormat(undefined, style).format(time)
}

function showList() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
  const shown = notes
    .filter(note => words.every(word => note.text.toLowerCase().includes(word)))
    .sort((a, b) => b.changed - a.changed)
  list.replaceChildren(
    ...shown.map(note => {
      const item = document.createElement('li')
      const button = document.createElement('button')
      const title = document.createElement('strong')
      const time = document.createElement('small')
      title.textContent = titleOf(note)
      time.textContent = when(note.changed)
      button.type = 'button'
      button.setAttribute('aria-current', String(note.id === chosen))
      button.append(title, time)
      button.addEventListener('click', () => choose(note.id))
      item.append(button)
      return item
    })
  )
  none.hidden = shown.length > 0
}

function showCount(kept = true) {
  const words = text.value.split(/\s+/).filter(Boolean).length
  const amount = `${words} ${words === 1 ? 'word' : 'words'}`
  count.textContent = kept ? `${amount} · kept in this browser` : `${amount} · not kept: this browser's storage is full or off`
}

function choose(id) {
  chosen = id
  text.value = current().text
  showList()
  showCount()
}

function keep() {
  showCount(write(storageKey, JSON.stringify(notes)))
  showList()
}

text.addEventListener('input', () => {
  Object.assign(current(), { text: text.value, changed: Date.now() })
  keep()
})

search.addEventListener('input', showList)

element('add').addEventListener('click', () => {
  const note = newNote()
  notes.push(note)
  search.value = ''
  choose(note.id)
  keep()
  text.focus()
})

element('remove').addEventListener('click', () => {
  if (text.value.trim() !== '' && !confirm(`Delete "${titleOf(current())}"?`)) return
  notes = notes.filter(note => note.id !== chosen)
  if (notes.length === 0) notes = [newNote()]
  choose(notes.toSorted((a, b) => b.changed - a.changed)[0].id)
  keep()
})

element('save').addEventListener('click', () => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text.value], { type: 'text/plain' }))
  link.download = `${titleOf(current()).replace(/[^\p{L}\p{N} _-]/gu, '').trim() || 'note'}.txt`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
})

function showTheme(name) {
  if (name === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = name
  theme.textContent = { system: '◐ System', light: '☀ Light', dark: '☾ Dark' }[name]
  theme.setAttribute('aria-label', `Theme: ${name}`)
}

theme.addEventListener('click', () => {
  const next = themes[(themes.indexOf(read(themeKey) ?? 'system') + 1) % themes.length]
  write(themeKey, next)
  showTheme(next)
})

// Another tab wrote: take over its notes, but not under the cursor.
addEventListener('storage', ({ key }) => {
  if (key !== storageKey) return
  notes = load()
  if (current() === undefined) choose(notes[0].id)
  else if (document.activeElement !== text) text.value = current().text
  showList()
})

showTheme(themes.includes(read(themeKey)) ? read(themeKey) : 'system')
choose(notes.toSorted((a, b) => b.changed - a.changed)[0].id)
