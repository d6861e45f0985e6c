/**
 * Processes a request from its arrival to its single outcome.
 *
 * <pre>
 * dispatcher thread of the link   RequestIntake: id, deadline, seen before?, bytes, type -&gt; RequestQueue
 * worker threads                  Workers: take -&gt; RequestHandler: lease the model, decode, infer
 * either                          RequestOutcomes: count, build the frame, pass it to the Outbox of its link
 * </pre>
 *
 * <p>Every request that {@link dev.chorus.variant.internal.request.SeenIds} admits has exactly one outcome, a Top-k
 * or a refusal. {@link dev.chorus.variant.internal.request.RequestOutcomes} publishes the first and no other: neither
 * a failure after an answer nor a worker that finishes after the service has stopped waiting for it adds a second
 * one. The dispatcher thread waits for the queue's lock only, which is never held for longer than it takes to move
 * references.
 */
package dev.chorus.variant.internal.request;
