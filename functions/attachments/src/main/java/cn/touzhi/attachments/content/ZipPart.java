package cn.touzhi.attachments.content;

/**
 * One entry of a zip, as directory and local header agree on it.
 *
 * @param name as written
 * @param deflated or else stored
 * @param crc of the unpacked bytes
 * @param offset of its packed bytes in the file
 * @param packed their number
 * @param size what they claim to unpack to
 */
record ZipPart(String name, boolean deflated, int crc, int offset, int packed, int size) {}
