package io.waybill.cli.replay;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.topics.PipelineTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Removes a case whole: topics, internal topics, consumer group, schemas, local state, and what is known of its inputs. The live
 * pipeline and other cases are not touched. Removing what is only half there removes the rest.
 */
public final class CaseRemoval {

    private static final String STATE = "state";

    private CaseRemoval() {}

    /**
     * Removes it.
     *
     * @param dataFolder where the case was replayed
     * @param at broker and registry of that folder
     * @return what is gone, a line each; empty where there was no such case
     * @throws CouldNotRunException when the case is being replayed just now; nothing is removed then
     */
    public static List<String> remove(Path dataFolder, Addresses at, CaseName name)
            throws IOException, CouldNotRunException {
        String prefix = PipelineSettings.casePrefix(name.text());
        String application = PipelineSettings.caseApplication(name.text());
        List<String> gone = new ArrayList<>();
        try (Admin admin = Admin.create(at.kafka());
                SchemaRegistryClient registry = at.registry().connect()) {
            for (String topic : new PipelineTopics(admin).remove(prefix, application)) {
                gone.add("topic " + topic);
            }
            gone.addAll(removeSchemas(registry, prefix));
        } catch (IllegalStateException e) {
            throw new CouldNotRunException("case " + name.text() + " cannot be removed: " + e.getMessage(), e);
        }
        removeFolder(dataFolder.resolve(STATE).resolve(application), gone);
        removeFolder(dataFolder.resolve("cases").resolve(name.text()), gone);
        return gone;
    }

    private static List<String> removeSchemas(SchemaRegistryClient registry, String prefix) throws IOException {
        List<String> gone = new ArrayList<>();
        try {
            for (String subject : registry.getAllSubjectsByPrefix(prefix)) {
                registry.deleteSubject(subject);
                gone.add("schemas of " + subject);
            }
        } catch (RestClientException e) {
            throw new IOException("the schema registry refuses: " + e.getMessage(), e);
        }
        return gone;
    }

    private static void removeFolder(Path folder, List<String> gone) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
        gone.add("folder " + folder);
    }
}
