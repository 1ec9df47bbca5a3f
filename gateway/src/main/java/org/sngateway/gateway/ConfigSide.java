package org.sngateway.gateway;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.adapter.http.ConfigControl;
import org.sngateway.gateway.config.Overrides;
import org.sngateway.gateway.config.Place;
import org.sngateway.gateway.session.PredefinedTopic;
import org.sngateway.gateway.view.RejectedSources;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Turns what is asked over HTTP into changes of the configuration. */
final class ConfigSide implements ConfigControl {
    private static final String CAUSE = "http";

    private final Reload reload;
    private final RejectedSources rejected;

    /** @param rejected where a source is forgotten that is let in now */
    ConfigSide(Reload reload, RejectedSources rejected) {
        this.reload = reload;
        this.rejected = rejected;
    }

    @Override
    public CompletionStage<Change> reload() {
        return told(reload.reload(CAUSE)).thenApply(ConfigSide::change);
    }

    @Override
    public CompletionStage<List<Problem>> validate(String yaml) {
        return told(reload.check(yaml)).thenApply(ConfigSide::problems);
    }

    @Override
    public CompletionStage<Change> predefine(@Nullable List<Topic> topics) {
        List<PredefinedTopic> wanted = topics == null
                ? null
                : topics.stream()
                        .map(topic -> new PredefinedTopic(topic.topicId(), topic.topic(), topic.clients()))
                        .toList();
        return told(reload.override(CAUSE, overrides -> overrides.withPredefined(wanted)))
                .thenApply(ConfigSide::change);
    }

    @Override
    public List<String> allowed() {
        return reload.running().overrides().allow();
    }

    @Override
    public CompletionStage<Change> allow(String address, boolean allowed) {
        String host = Overrides.hostOf(address);
        if (host == null) {
            String message = "\"" + address + "\" is no IP address";
            return CompletableFuture.completedFuture(
                    new Change(List.of(), List.of(), List.of(new Problem("default", 0, 0, "", message))));
        }
        return told(reload.override(
                        CAUSE, overrides -> allowed ? overrides.allowing(host) : overrides.disallowing(host)))
                .thenApply(result -> {
                    if (allowed && result.problems().isEmpty()) {
                        rejected.forget(host);
                    }
                    return change(result);
                });
    }

    /** The same, with the failure that this side knows. */
    private static <T> CompletableFuture<T> told(CompletableFuture<T> asked) {
        CompletableFuture<T> told = new CompletableFuture<>();
        asked.whenComplete((found, failure) -> {
            if (failure == null) {
                told.complete(found);
            } else {
                told.completeExceptionally(
                        failure instanceof Reload.Busy busy ? new Busy(String.valueOf(busy.getMessage())) : failure);
            }
        });
        return told;
    }

    private static Change change(Reload.Result result) {
        return new Change(result.applied(), result.needsRestart(), problems(result.problems()));
    }

    private static List<Problem> problems(List<org.sngateway.gateway.config.Problem> problems) {
        return problems.stream().map(ConfigSide::problem).toList();
    }

    private static Problem problem(org.sngateway.gateway.config.Problem found) {
        Place place = found.place();
        if (place instanceof Place.InFile at) {
            return new Problem(place.text(), at.line(), at.column(), found.path(), found.message());
        }
        if (place instanceof Place.InOverrides at) {
            return new Problem(place.text(), at.line(), at.column(), found.path(), found.message());
        }
        return new Problem(place.text(), 0, 0, found.path(), found.message());
    }
}
