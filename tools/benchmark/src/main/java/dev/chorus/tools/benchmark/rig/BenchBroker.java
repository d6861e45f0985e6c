package dev.chorus.tools.benchmark.rig;

/** A broker on the loopback interface that can be ended and started again. */
public interface BenchBroker extends AutoCloseable {

    /** Where it listens. */
    int port();

    /** Where it listens, for clients. */
    default String url() {
        return "mqtt://127.0.0.1:" + port();
    }

    /** Ends it, with every connection. */
    void stop();

    /** Starts it again on the same port. */
    void restart();

    @Override
    void close();

    /** One that does so. */
    static BenchBroker of(int port, Runnable stop, Runnable restart, Runnable close) {
        return new BenchBroker() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public void stop() {
                stop.run();
            }

            @Override
            public void restart() {
                restart.run();
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }
}
