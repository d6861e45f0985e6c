package dev.chorus.tools.deploy;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.function.LongConsumer;

/**
 * Multipart form (RFC 7578) with one part, {@code file}, that is read from disk during the transfer and reports the
 * bytes sent. Its length is known in advance, so it is not sent in chunks.
 */
final class UploadBody implements BodyPublisher {

    private final String boundary = "chorus-" + UUID.randomUUID();
    private final BodyPublisher whole;
    private final LongConsumer sent;

    /**
     * Prepares the form; the file is opened during the transfer.
     *
     * @param fileName file name for the receiver; without quotes or line ends
     * @param sent receives the number of bytes sent so far, on the HTTP client's thread
     * @throws FileNotFoundException if the file does not exist
     */
    UploadBody(Path file, String fileName, LongConsumer sent) throws FileNotFoundException {
        this.sent = sent;
        String head = "--" + boundary + "\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"" + fileName + "\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n";
        this.whole = BodyPublishers.concat(
                BodyPublishers.ofString(head),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    }

    /** Returns the value of the header {@code Content-Type}. */
    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    @Override
    public long contentLength() {
        return whole.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        whole.subscribe(new Counting(subscriber));
    }

    /** Created per subscription: a client may send a body again. */
    private final class Counting implements Subscriber<ByteBuffer> {

        private final Subscriber<? super ByteBuffer> target;
        private long bytes;

        Counting(Subscriber<? super ByteBuffer> target) {
            this.target = target;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            target.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            bytes += piece.remaining();
            target.onNext(piece);
            sent.accept(bytes);
        }

        @Override
        public void onError(Throwable fault) {
            target.onError(fault);
        }

        @Override
        public void onComplete() {
            target.onComplete();
        }
    }
}
