// Plays a package several times, as run/plays asks for, and posts what was seen to run/result.
import * as players from './adapters.js';

/** How many plays run at once. */
const AT_ONCE = 6;

/** How often tracks are switched in a play that switches. */
const SWITCHES = 3;

/** From this second on, tracks are chosen, as viewers do while they watch. */
const SETTLED = 0.5;

/** While this many seconds of a play bring no progress, it is given up. */
const PATIENCE = 25;

async function play({player, height, sound, caption, switching}) {
  const video = document.body.appendChild(document.createElement('video'));
  const seen = {player, height, sound, errors: [], heights: [], tones: [], texts: []};
  const fail = error => seen.errors.push(String(error));
  const once = (list, value) => { if (!list.includes(value)) list.push(value); };
  try {
    const opened = await players[player](video, height, fail);
    const choose = step => {
      opened.rung(step % opened.rungs().length);
      if (opened.sounds().length > 1) opened.sound(step % opened.sounds().length);
      if (opened.captions().length > 0) opened.caption(step % opened.captions().length);
    };
    const hear = listen(video);
    let chosen = -1, soundChosen = sound === null, captionChosen = caption === null;
    const look = () => {
      if (video.currentTime > SETTLED) {
        if (!soundChosen && opened.sounds().length > sound) { opened.sound(sound); soundChosen = true; }
        if (!captionChosen && opened.captions().length > caption) { opened.caption(caption); captionChosen = true; }
      }
      const step = Math.floor(video.currentTime / video.duration * (SWITCHES + 1));
      if (switching && video.currentTime > 0 && step > chosen) { chosen = step; choose(step); }
      if (video.videoHeight) once(seen.heights, video.videoHeight);
      const tone = hear();
      if (tone) once(seen.tones, tone);
      for (const text of shown(video)) once(seen.texts, text);
    };
    const ended = end(video, fail);
    const watch = setInterval(look, 50);
    await video.play();
    await ended;
    clearInterval(watch);
    Object.assign(seen, {
      from: video.played.start(0), time: video.currentTime, duration: video.duration, frames: video.getVideoPlaybackQuality().totalVideoFrames,
      soundBytes: video.webkitAudioDecodedByteCount, sounds: opened.sounds(), captions: opened.captions(), rungs: opened.rungs(),
      chapters: (await opened.chapters?.() ?? []).map(one => ({title: one.title, from: one.startTime, until: one.endTime}))
    });
    await opened.close();
  } catch (error) {
    fail(error.stack ?? error);
  }
  video.remove();
  return seen;
}

/** Until the film has ended, the video element has failed, or nothing moves any more. */
function end(video, fail) {
  return new Promise(done => {
    let position = 0, since = performance.now();
    const watch = setInterval(() => {
      if (video.currentTime !== position) {
        position = video.currentTime;
        since = performance.now();
      } else if (performance.now() - since > PATIENCE * 1000) {
        finish(`stuck at ${position}`);
      }
    }, 250);
    const finish = error => { clearInterval(watch); if (error) fail(error); done(); };
    video.onended = () => finish();
    video.onerror = () => finish(`video element: ${video.error?.message}`);
  });
}

function shown(video) {
  return [...video.textTracks]
      .filter(track => track.mode !== 'disabled' && track.kind !== 'chapters' && track.kind !== 'metadata')
      .flatMap(track => [...track.activeCues ?? []].map(cue => cue.text));
}

const context = new AudioContext();

/** Returns a function that tells the loudest frequency at the moment, in Hertz to the nearest hundred, or 0 if there is silence. */
function listen(video) {
  const analyser = new AnalyserNode(context, {fftSize: 4096, smoothingTimeConstant: 0});
  context.createMediaElementSource(video).connect(analyser);
  analyser.connect(new GainNode(context, {gain: 0})).connect(context.destination);
  const levels = new Float32Array(analyser.frequencyBinCount);
  return () => {
    analyser.getFloatFrequencyData(levels);
    const loudest = levels.reduce((best, level, i) => level > levels[best] ? i : best, 0);
    return levels[loudest] < -50 ? 0 : Math.round(loudest * context.sampleRate / analyser.fftSize / 100) * 100;
  };
}

const post = seen => fetch('run/result', {method: 'POST', body: JSON.stringify(seen)});

window.onerror = message => post([{errors: [`page: ${message}`]}]);
const plays = await (await fetch('run/plays')).json();
const seen = [];
while (seen.length < plays.length) {
  seen.push(...await Promise.all(plays.slice(seen.length, seen.length + AT_ONCE).map(play)));
}
await post(seen);
