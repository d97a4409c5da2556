import { io, type Socket } from 'socket.io-client';
import type { Session } from './session';
import { Signal } from './signal';
import type { LiveEvent } from './types';

export type Connection = 'connecting' | 'live' | 'reconnecting' | 'offline';

type Subscription = { project_id: string; after?: number } | { video_id: string; after?: number };
type Ack = { room: string; cursor: number; error?: never } | { error: { code: string; detail: string } };

/**
 * Live events. After a lost connection it requests the events after the last one received, so nothing is missed. Listeners
 * skip events that they already know, so nothing counts twice.
 */
export class Live {
  readonly event = new Signal<LiveEvent>();
  readonly connection = new Signal<Connection>();
  /** The list must be reloaded because missed events cannot be replayed. */
  readonly reload = new Signal<string>();
  /** The server refused a subscription. */
  readonly refused = new Signal<string>();
  state: Connection = 'connecting';
  private socket: Socket | null = null;
  private project = '';
  private cursor: number | null = null;
  private video: { id: string; after: number } | null = null;

  constructor(private readonly session: Session) {
    addEventListener('online', () => {
      // A connection to a server on the same machine survives.
      if (this.socket?.connected) this.set('live');
      else if (this.session.ready) this.socket?.disconnect().connect();
    });
    addEventListener('offline', () => this.set('offline'));
    // The back/forward cache may keep the page with its connection; disconnect, and receive the missed events on return.
    addEventListener('pagehide', () => this.socket?.disconnect());
    addEventListener('pageshow', ({ persisted }) => persisted && this.session.ready && this.socket?.connect());
  }

  /** Connects to the given port on the same host, or to the page's port if it is 0; later calls keep the first port. */
  connect(port: number): void {
    this.socket ??= this.open(port);
    this.socket.disconnect().connect();
  }

  /** Tries to connect now rather than after the next pause. */
  retry(): void {
    if (this.session.ready && this.socket && !this.socket.connected) this.socket.disconnect().connect();
  }

  private open(port: number): Socket {
    const { session } = this;
    const socket = io(port === 0 ? location.origin : `${location.protocol}//${location.hostname}:${port}`, {
      path: '/socket.io/',
      transports: ['websocket'],
      auth: (give) => give({ token: session.token ?? '' }),
      autoConnect: false,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5000,
    });
    socket.on('connect', () => {
      this.set('live');
      void this.subscribeProject();
      void this.subscribeVideo();
    });
    socket.on('disconnect', (reason) => {
      this.set(navigator.onLine ? 'reconnecting' : 'offline');
      // The client does not reconnect by itself after the server closes the connection on purpose, as it does on shutdown.
      if (reason === 'io server disconnect') setTimeout(() => this.session.ready && socket.connect(), 1000);
    });
    socket.on('connect_error', (error) => {
      this.set(navigator.onLine ? 'reconnecting' : 'offline');
      if (error.message === 'unauthorized') session.lose('The server does not know this token.');
      else if (!socket.active) setTimeout(() => this.session.ready && socket.connect(), 3000);
    });
    socket.on('video_processing_update', (event: LiveEvent) => this.receive(event));
    socket.on('resync', () => this.resync());
    return socket;
  }

  /** Follows a project, or all of them with '', from now on. Data loaded after the promise resolves has no gap to the events. */
  async follow(project: string): Promise<void> {
    if (this.project !== project) this.leave({ project_id: this.project || '*' });
    this.project = project;
    this.cursor = null;
    if (this.socket?.connected) await this.subscribeProject();
  }

  /** Also follows one video, unless its project is followed anyway. */
  followVideo(id: string | null, project = '', after = 0): void {
    if (this.video && this.video.id !== id) this.leave({ video_id: this.video.id });
    if (id === null || this.covers(project)) this.video = null;
    else if (this.video?.id !== id) {
      this.video = { id, after };
      void this.subscribeVideo();
    }
  }

  private async subscribeProject(): Promise<void> {
    const project = this.project;
    const cursor = this.cursor;
    const ack = await this.ask({ project_id: project || '*', ...(cursor === null ? {} : { after: cursor }) });
    // With `after` the events themselves advance the cursor: missed events may arrive after the acknowledgement.
    if (ack && cursor === null && this.project === project) this.cursor = Math.max(this.cursor ?? 0, ack.cursor);
  }

  private async subscribeVideo(): Promise<void> {
    if (this.video) await this.ask({ video_id: this.video.id, after: this.video.after });
  }

  private async ask(subscription: Subscription): Promise<{ cursor: number } | null> {
    if (!this.socket?.connected) return null;
    try {
      const ack = (await this.socket.timeout(10_000).emitWithAck('subscribe', subscription)) as Ack;
      if (!ack.error) return ack;
      this.refused.emit(ack.error.detail);
    } catch {
      // Without a timely response the connection is considered lost; the next one subscribes again.
      if (this.socket?.connected) this.socket.disconnect().connect();
    }
    return null;
  }

  private leave(subscription: Subscription): void {
    if (this.socket?.connected) this.socket.emit('unsubscribe', subscription, () => undefined);
  }

  private receive(event: LiveEvent): void {
    if (event.cursor !== null && this.covers(event.project_id)) this.cursor = Math.max(this.cursor ?? 0, event.cursor);
    if (event.event_number !== null && this.video?.id === event.video_id) this.video.after = Math.max(this.video.after, event.event_number);
    this.event.emit(event);
  }

  private resync(): void {
    this.cursor = null;
    this.reload.emit('The list was reloaded because too many events were missed.');
  }

  private covers(project: string): boolean {
    return this.project === '' || this.project === project;
  }

  private set(state: Connection): void {
    if (this.state === state) return;
    this.state = state;
    this.connection.emit(state);
  }
}
