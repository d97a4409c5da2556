// Uploads a file with the official tus-js-client, and resumes an interrupted earlier run. Prints the URL of the upload.
//
//   node check/upload-client.mjs URL TOKEN FILE MEMORY
// MEMORY is a file in which the client maps files to uploads.
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { FileUrlStorage, Upload } from 'tus-js-client';

const [url, token, file, memory] = process.argv.slice(2);
const upload = new Upload(createReadStream(file), {
  endpoint: `${url}/api/uploads`,
  chunkSize: 64 << 20,
  retryDelays: Array(100).fill(100),
  headers: { Authorization: `Bearer ${token}` },
  metadata: { filename: basename(file), project: 'uploads' },
  urlStorage: new FileUrlStorage(memory),
  removeFingerprintOnSuccess: true,
  onError: (error) => {
    console.error(String(error));
    process.exit(1);
  },
  onSuccess: () => console.log(upload.url),
});
const [previous] = await upload.findPreviousUploads();
if (previous) upload.resumeFromPreviousUpload(previous);
upload.start();
