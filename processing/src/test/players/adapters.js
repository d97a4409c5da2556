// Each player behind the same calls. A function opens a package in a video element, with the rung of the given height if there is one, and returns
//   rungs():    the heights of the rungs
//   sounds():   the sound tracks, and captions(): the caption tracks, each as {language, name}
//   rung(i), sound(i), caption(i): choose by the position in those lists
//   close():    ends the player
// Tracks that become known later are in the lists later. Every error that a player reports goes to `fail`.

const named = track => ({language: track.lang ?? track.language ?? '', name: track.name ?? track.label ?? ''});

export async function hlsJs(video, height, fail) {
  const hls = new Hls({autoStartLoad: false});
  hls.on(Hls.Events.ERROR, (event, data) => {
    // A machine too busy to show what is there is no fault of the package, nor a download that switching ended.
    const busy = data.details === Hls.ErrorDetails.BUFFER_STALLED_ERROR && data.buffer >= 0.5;
    if (!busy && data.details !== Hls.ErrorDetails.INTERNAL_ABORTED) {
      fail(`${data.type} ${data.details} ${data.error ?? ''}`);
    }
  });
  await new Promise(ready => {
    hls.on(Hls.Events.MANIFEST_PARSED, ready);
    hls.loadSource('media/hls/master.m3u8');
    hls.attachMedia(video);
  });
  if (height) {
    hls.startLevel = hls.levels.findIndex(level => level.height === height);
    hls.loadLevel = hls.startLevel;
  }
  hls.startLoad(0);
  return {
    rungs: () => hls.levels.map(level => level.height),
    sounds: () => hls.audioTracks.map(named),
    captions: () => hls.subtitleTracks.map(named),
    rung: i => hls.currentLevel = i,
    sound: i => hls.audioTrack = i,
    caption: i => { hls.subtitleDisplay = true; hls.subtitleTrack = i; },
    close: () => hls.destroy()
  };
}

export async function dashJs(video, height, fail) {
  const url = 'media/hls/manifest.mpd';
  const player = dashjs.MediaPlayer().create();
  player.on('error', event => fail(`${event.error.code} ${event.error.message}`));
  player.on('playbackError', event => fail(`playback ${event.error}`));
  // Where the media source cannot be ended, the player itself tells that the film is over.
  player.on('playbackEnded', () => video.dispatchEvent(new Event('ended')));
  player.updateSettings({
    debug: {logLevel: dashjs.Debug.LOG_LEVEL_NONE},
    streaming: {
      abr: {autoSwitchBitrate: {video: false}, initialBitrate: {video: height ? await kiloBits(url, height) : -1}},
      text: {defaultEnabled: false}
    }
  });
  const ready = new Promise(done => player.on('streamInitialized', done));
  player.initialize(video, url, false);
  await ready;
  return {
    rungs: () => player.getRepresentationsByType('video').map(one => one.height),
    sounds: () => player.getTracksFor('audio').map(dashNamed),
    captions: () => player.getTracksFor('text').map(dashNamed),
    rung: i => player.setRepresentationForTypeByIndex('video', i, true),
    sound: i => player.setCurrentTrack(player.getTracksFor('audio')[i]),
    caption: i => { player.enableText(true); player.setTextTrack(i); },
    close: () => player.destroy()
  };
}

const dashNamed = track => ({language: track.lang ?? '', name: track.labels?.[0]?.text ?? ''});

async function kiloBits(url, height) {
  const manifest = new DOMParser().parseFromString(await (await fetch(url)).text(), 'application/xml');
  return Number(manifest.querySelector(`Representation[height="${height}"]`).getAttribute('bandwidth')) / 1000;
}

export const shakaHls = (video, height, fail) => shakaPlayer('media/hls/master.m3u8', video, height, fail);
export const shakaDash = (video, height, fail) => shakaPlayer('media/hls/manifest.mpd', video, height, fail);

/** What Shaka Player takes for the height of a rung: the shorter side, also of upright pictures. */
async function shorterSide(url, height) {
  const text = await (await fetch(url)).text();
  const [, width] = text.match(new RegExp(`RESOLUTION=(\\d+)x${height}\\b`)) ?? text.match(new RegExp(`width="(\\d+)" height="${height}"`));
  return Math.min(width, height);
}

async function shakaPlayer(url, video, height, fail) {
  shaka.polyfill.installAll();
  const player = new shaka.Player();
  player.addEventListener('error', event => fail(`${event.detail.code} ${event.detail.message}`));
  await player.attach(video);
  player.configure({abr: {enabled: false}, ignoreHardwareResolution: true});
  if (height) {
    const lines = await shorterSide(url, height);
    player.configure({restrictions: {minHeight: lines, maxHeight: lines}});
  }
  await player.load(url);
  const rungs = () => player.getVideoTracks();
  return {
    rungs: () => rungs().map(track => track.height),
    sounds: () => player.getAudioTracks().map(named),
    captions: () => player.getTextTracks().map(named),
    rung: i => player.selectVideoTrack(rungs()[i], true),
    sound: i => player.selectAudioTrack(player.getAudioTracks()[i]),
    caption: i => player.selectTextTrack(player.getTextTracks()[i]),
    chapters: () => player.getChaptersTracks().length === 0 ? [] : player.getChaptersAsync(player.getChaptersTracks()[0].language),
    close: () => player.destroy()
  };
}
