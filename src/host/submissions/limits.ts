/** What one person may ask of a grader: more of it is a told problem, never a wait. */
export const LIMITS = {
  /** Files and folders of one submission. */
  entries: 1_000,
  /** Bytes that one submission unpacks to. */
  unpackedBytes: 50 * 1024 * 1024,
  /** Bytes of one file that counts: as much as a workspace may hold. */
  fileBytes: 1024 * 1024,
  /** Bytes of an archive that lies in another archive or is read whole. */
  innerArchiveBytes: 50 * 1024 * 1024,
  /** Bytes that one unpacks to on the way to what counts: a tar has to be gone through. */
  innerUnpackedBytes: 256 * 1024 * 1024,
  /** Submissions in one folder or archive. */
  submissions: 20_000,
  /** Entries of an archive of a whole class. */
  archiveEntries: 200_000,
  /** Bytes that an archive of a whole class unpacks to. */
  archiveBytes: 2 * 1024 * 1024 * 1024,
  /** Bytes out for one byte in: deflate itself cannot pass 1,032, a class of nearly equal programs comes to 100. */
  ratio: 500,
} as const
