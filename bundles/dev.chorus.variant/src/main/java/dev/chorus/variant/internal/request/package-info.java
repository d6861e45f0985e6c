/**
 * What happens to a request between its arrival and its one outcome.
 *
 * <pre>
 * dispatcher thread of the link   RequestIntake: id, deadline, seen before?, bytes, type -&gt; RequestQueue
 * worker threads                  Workers: take -&gt; RequestHandler: lease the model, decode, infer
 * either                          Answers: count, build the frame, hand it to the Outbox of the link it came by
 * </pre>
 *
 * <p>Every request that {@link dev.chorus.variant.internal.request.SeenIds} admits has exactly one outcome, a Top-k or a
 * refusal. {@link dev.chorus.variant.internal.request.RequestOutcomes} publishes the first and no other: neither a failure after an
 * answer nor a worker that finishes after the service has given up waiting for it adds a second one. Nothing waits on the
 * dispatcher thread but for the queue's lock, which is never held for longer than it takes to move references.
 */
package dev.chorus.variant.internal.request;
