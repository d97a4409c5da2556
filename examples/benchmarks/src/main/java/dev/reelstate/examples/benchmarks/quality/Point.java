package dev.reelstate.examples.benchmarks.quality;

/**
 * What one encoding of a film cost and how good it is.
 *
 * @param bitRate bits per second of the encoded pictures
 * @param xpsnr the quality of the luma in dB, which weighs errors by how visible they are
 * @param cpuSeconds user and system time of the encoding, without decoding and scaling the source
 */
record Point(double bitRate, double xpsnr, double cpuSeconds) {}
