package dev.chorus.variant.internal.service;

import dev.chorus.core.family.Names;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.Serving;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.inference.api.LoadedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The state of the service without its counters.
 *
 * @param address of the instance
 * @param state of the instance
 * @param problems reasons for the state; empty if there are none
 * @param model the served model, if there is one
 */
record Standing(VariantOptions.Address address, State state, List<String> problems, Optional<ServedModel> model) {

    /** The part of a model that the status contains; holds no session, so that it may outlive it. */
    record ServedModel(String familyVersion, Serving serving) {

        static ServedModel of(LoadedModel model, int k) {
            return new ServedModel(
                    model.family().version(),
                    new Serving(
                            model.variant().id(),
                            model.family().labelSet(),
                            model.variant().weight(),
                            Math.min(k, model.variant().k()),
                            model.variant().fit(),
                            model.family().fused()));
        }
    }

    /**
     * Returns the status to publish.
     *
     * @param failure an internal failure of the service, if there is one; shown after the problems
     * @param warning an error of a peer, if there is one; shown last, without degrading the state
     */
    Status status(String software, Map<String, Long> counters, Optional<String> failure, Optional<String> warning) {
        List<String> all = Stream.of(problems.stream(), failure.stream(), warning.stream())
                .flatMap(Function.identity())
                .toList();
        return new Status(
                Status.Kind.VARIANT,
                address.link().clientId(),
                state == State.ONLINE && failure.isPresent() ? State.DEGRADED : state,
                all.isEmpty() ? null : String.join("; ", all),
                address.family().equals(Names.UNKNOWN) ? null : address.family(),
                model.map(ServedModel::familyVersion).orElse(null),
                software,
                counters,
                model.map(ServedModel::serving).orElse(Serving.nothing(address.variant())),
                List.of());
    }
}
