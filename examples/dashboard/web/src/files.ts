const MEDIA = /\.(3g2|3gp|aac|aif[cf]?|asf|avi|caf|dv|f4v|flac|flv|m2ts|m4a|m4v|mka|mkv|mov|mp2|mp3|mp4|mpe?g|mts|mxf|oga|ogg|ogv|opus|qt|rm|rmvb|ts|vob|wav|webm|wma|wmv|y4m)$/i;

export interface Picked {
  files: File[];
  /** The number of files in folders that were skipped because they are not media. */
  skipped: number;
}

/** The dropped files, including those in folders. The items are readable only during the event, so they are collected first. */
export async function fromDrop(data: DataTransfer): Promise<Picked> {
  const entries = [...data.items].filter((item) => item.kind === 'file').map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const picked: Picked = { files: [], skipped: 0 };
  for (const entry of entries) {
    if (entry instanceof File) picked.files.push(entry);
    else if (entry?.isFile) picked.files.push(await file(entry as FileSystemFileEntry));
    else if (entry?.isDirectory) await walk(entry as FileSystemDirectoryEntry, picked);
  }
  return picked;
}

/** Filters the result of a folder picker, which contains everything below the folder, including hidden files. */
export function fromFolder(files: Iterable<File>): Picked {
  const picked: Picked = { files: [], skipped: 0 };
  for (const each of files) sort(each, picked);
  return picked;
}

async function walk(folder: FileSystemDirectoryEntry, picked: Picked): Promise<void> {
  const reader = folder.createReader();
  // It returns at most a hundred entries at a time, and an empty array at the end.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (!entries.length) return;
    for (const entry of entries) {
      if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, picked);
      else sort(await file(entry as FileSystemFileEntry), picked);
    }
  }
}

function sort(each: File, picked: Picked): void {
  if (!each.name.startsWith('.') && (/^(video|audio)\//.test(each.type) || MEDIA.test(each.name))) picked.files.push(each);
  else picked.skipped++;
}

function file(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
