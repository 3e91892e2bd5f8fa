package io.waybill.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** Another broker, of this process or another one, holds the folder. */
public final class FolderInUseException extends IOException {

    private static final long serialVersionUID = 1L;

    FolderInUseException(Path folder) {
        super(folder + " is in use by another broker");
    }
}
