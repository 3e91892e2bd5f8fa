package io.waybill.cli.command;

import io.waybill.cli.report.Sha256;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.cli.verify.CaseManifest;
import io.waybill.cli.verify.CaseSignature;
import io.waybill.cli.verify.SigningKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill keys}. */
@Command(
        name = "keys",
        description = "Make keys, and sign cases with them.",
        footer = {
            "",
            "A signature shows that a case is what the holder of a key signed. Whose key it is, readers must learn from elsewhere:",
            "publish KEY.pub, or its digest, where it cannot be changed later."
        })
public final class KeysCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Writes results and messages there. */
    public KeysCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.messages());
        return ExitCode.USAGE;
    }

    @Command(name = "create", description = "Make an Ed25519 key in KEY and its public part in KEY.pub.")
    int create(@Parameters(paramLabel = "KEY", description = "Must not exist yet.") Path file) throws IOException {
        return told(SigningKeys.create(file), SigningKeys.publicFile(file));
    }

    @Command(name = "show", description = "Show the digest that a public key is known by.")
    int show(@Parameters(paramLabel = "KEY.pub", description = "A public key.") Path file) throws IOException {
        return told(SigningKeys.readPublic(file), file);
    }

    @Command(name = "secret", description = "Make a secret for pseudonyms or webhooks.")
    int secret(@Parameters(paramLabel = "FILE", description = "Must not exist yet.") Path file) throws IOException {
        SigningKeys.createSecret(file);
        terminal.result(file.toString());
        return ExitCode.DONE;
    }

    @Command(name = "sign", description = "Sign a case: its manifest, and by the digests in it all of its files.")
    int sign(
            @Parameters(index = "0", paramLabel = "KEY", description = "A private key, KEY.pub beside it.") Path file,
            @Parameters(index = "1", paramLabel = "CASE_DIR", description = "What replay --out wrote.") Path folder)
            throws IOException {
        CaseManifest.read(folder);
        CaseSignature.sign(folder, SigningKeys.read(file));
        terminal.result(folder.resolve(CaseSignature.FILE).toString());
        return ExitCode.DONE;
    }

    private int told(PublicKey key, Path file) throws IOException {
        terminal.result(Sha256.hex(key.getEncoded()) + "  " + file);
        return ExitCode.DONE;
    }
}
