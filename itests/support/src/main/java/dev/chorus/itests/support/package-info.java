/**
 * What integration tests inside a gateway's platform need.
 *
 * <p>A test class runs twice: on the class path, where Pax Exam asks it for its options, and inside Equinox, where its methods run.
 * This package, the broker, the gateway tool and the packaging tool are on the class path and shared with the framework, so
 * that a test uses the same classes on both sides, and none of them is wired to the bundles under test: those come and go without
 * taking the test with them.
 */
package dev.chorus.itests.support;
