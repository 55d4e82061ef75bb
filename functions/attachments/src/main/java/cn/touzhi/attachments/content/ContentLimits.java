package cn.touzhi.attachments.content;

/**
 * How much of anything is looked at before a file is refused. Every loop of the check is bounded by one of these or by
 * the file's length.
 *
 * @param maxBytes of the file as uploaded
 * @param maxParts entries of a zip, or of an OLE2 directory
 * @param maxRatio unpacked bytes to packed ones, for anything that unpacks to more than {@link #RATIO_FROM}
 * @param maxUnpacked bytes of all parts of a file together
 * @param maxXmlDepth elements inside each other
 * @param maxPdfObjects objects of a PDF, those in object streams included
 * @param maxPixels of a picture
 * @param maxSide of a picture, in pixels
 * @param maxScans of one JPEG: each makes a decoder go over the whole picture again
 * @param thumbnailSide the longer side of a thumbnail, in pixels
 */
public record ContentLimits(
        int maxBytes,
        int maxParts,
        int maxRatio,
        int maxUnpacked,
        int maxXmlDepth,
        int maxPdfObjects,
        long maxPixels,
        int maxSide,
        int maxScans,
        int thumbnailSide) {
    /**
     * Bytes below which the ratio is not looked at, since small and empty parts pack absurdly well (Apache POI,
     * {@code ZipSecureFile}: grace of 100 KB).
     */
    static final int RATIO_FROM = 100 * 1024;

    /**
     * What the service runs with. The ratio is Apache POI's ({@code ZipSecureFile}: minimum 0.01). The depth lies
     * above what Word nests. libjpeg-turbo's advice on progressive JPEGs is to refuse above some hundreds of scans
     * ("Two Issues with the JPEG Standard"); cameras and browsers write about ten. That there are such limits, of
     * unpacked size, entries and pixels, is ASVS 5, 5.2.1, 5.2.3 and 5.2.6; their height is ours: a curriculum vitae
     * with pictures stays well below, 40 megapixels are what a telephone takes, and decoded they are 160 MB.
     */
    public static ContentLimits standard() {
        return new ContentLimits(
                20 * 1024 * 1024, 2_000, 100, 100 * 1024 * 1024, 200, 100_000, 40_000_000, 12_000, 100, 256);
    }

    /** Refuses a picture of such sides, in pixels, before any of it is decoded. */
    void measure(int width, int height) throws Refusal {
        Refusal.when(width < 1 || height < 1, Reason.MALFORMED);
        Refusal.when(
                width > maxSide || height > maxSide || (long) width * height > maxPixels, Reason.PICTURE_TOO_LARGE);
    }
}
