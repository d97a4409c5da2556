const form = document.querySelector('form')
const message = document.querySelector('#message')
const list = document.querySelector('main')

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

/** Sends the file itself as the body, so that the server can store it as it arrives. */
const upload = (title, file, onProgress) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/lessons?${new URLSearchParams({ title, fileName: file.name })}`)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = (event) => onProgress(event.loaded / event.total)
    request.onerror = () => reject(new Error('The upload was interrupted.'))
    request.onload = () =>
      request.status === 201
        ? resolve(request.response)
        : reject(new Error(request.response?.detail ?? `The server answered ${request.status}.`))
    request.send(file)
  })

const player = ({ media }) =>
  media.mp4
    ? element('video', { controls: true, preload: 'metadata', poster: media.poster ?? '', src: media.mp4 })
    : element('p', { textContent: 'There is nothing to play.' })

/** Shows a lesson and follows its video; the browser reconnects by itself and misses nothing. */
const show = ({ title, video }) => {
  const status = element('p', { textContent: video.status })
  const bar = element('progress', { max: 1 })
  const article = element('article', {}, element('h2', { textContent: title }), status, bar)
  article.dataset.video = video.id
  const settle = async () => {
    const now = await (await fetch(video.url)).json()
    status.textContent = now.failure ?? now.status
    status.classList.toggle('failure', now.failure !== null)
    bar.replaceWith(player(now))
  }
  const source = new EventSource(video.events)
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data)
    status.textContent = event.failure ?? event.status ?? status.textContent
    if (['completed', 'failed', 'rejected', 'cancelled', 'deleted'].includes(event.status)) {
      source.close()
      settle()
    }
  }
  source.addEventListener('progress', ({ data }) => (bar.value = Number(data)))
  return article
}

form.onsubmit = async (submitted) => {
  submitted.preventDefault()
  const { title, file } = form.elements
  const button = form.querySelector('button')
  button.disabled = true
  message.textContent = ''
  try {
    list.prepend(
      show(await upload(title.value, file.files[0], (part) => (button.textContent = `${Math.floor(part * 100)} %`)))
    )
    form.reset()
  } catch (error) {
    message.textContent = error.message
  }
  button.textContent = 'Add'
  button.disabled = false
}

list.append(...(await (await fetch('/api/lessons')).json()).map(show))
