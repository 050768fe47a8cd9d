package org.onthaal.bench.sdk;

import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.contrib.disk.buffering.exporters.LogRecordToDiskExporter;
import io.opentelemetry.contrib.disk.buffering.storage.impl.FileLogRecordStorage;
import io.opentelemetry.contrib.disk.buffering.storage.impl.FileStorageConfiguration;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// OpenTelemetry's log records, buffered on the disk and read back as its disk-buffering documents,
/// with OTLP over HTTP behind.
final class OpenTelemetrySender implements Sender {
  /// "Max age for file writing", so short that a step of the script sees files sent; default 30 s.
  private static final long WRITE_AGE_MILLIS = 1_000;

  /// "Min age for file reading", greater than the other; default 33 s.
  private static final long READ_AGE_MILLIS = 1_500;

  /// "Max folder size"; the default is 10 MB, beyond which the oldest are deleted.
  private static final int FOLDER_BYTES = 1 << 30;

  private static final long READ_PAUSE_MILLIS = 500;
  private static final long JOIN_SECONDS_MAX = 60;

  private final FileLogRecordStorage storage;
  private final SdkLoggerProvider provider;
  private final Logger logger;
  private final OtlpHttpLogRecordExporter network;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread reader;

  /// @param batched as documented: records are written a batch at a time; otherwise each before the
  ///   call returns
  OpenTelemetrySender(Path folder, int port, boolean batched) {
    storage =
        FileLogRecordStorage.create(
            folder.toFile(),
            FileStorageConfiguration.builder()
                .setMaxFileAgeForWriteMillis(WRITE_AGE_MILLIS)
                .setMinFileAgeForReadMillis(READ_AGE_MILLIS)
                .setMaxFolderSize(FOLDER_BYTES)
                .build());
    LogRecordToDiskExporter toDisk = LogRecordToDiskExporter.builder(storage).build();
    LogRecordProcessor processor =
        batched
            ? BatchLogRecordProcessor.builder(toDisk).build()
            : SimpleLogRecordProcessor.create(toDisk);
    provider = SdkLoggerProvider.builder().addLogRecordProcessor(processor).build();
    logger = provider.get("bench");
    // Its retries are on unless told otherwise.
    network =
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint("http://127.0.0.1:" + port + "/v1/logs")
            .setTimeout(SenderKind.CALL_TIMEOUT)
            .build();
    reader = Thread.ofPlatform().daemon().name("disk-reader").start(this::readUntilClosed);
  }

  @Override
  public Optional<String> submit() {
    String id = UUID.randomUUID().toString();
    logger.logRecordBuilder().setBody(id).emit();
    return Optional.of(id);
  }

  private void readUntilClosed() {
    try {
      while (!closing.await(READ_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        exportStored();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The storage deletes a batch as soon as it is asked for the next one, also when the export
  /// failed and the iteration was left, as the README's example does. Here each batch is exported
  /// until it succeeds, so that it is not lost.
  private void exportStored() throws InterruptedException {
    Iterator<Collection<LogRecordData>> batches = storage.iterator();
    while (closing.getCount() > 0 && batches.hasNext()) {
      Collection<LogRecordData> batch = Objects.requireNonNull(batches.next());
      while (!isExported(batch)) {
        if (closing.await(READ_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    }
  }

  private boolean isExported(Collection<LogRecordData> batch) {
    CompletableResultCode result = network.export(batch);
    return result.join(JOIN_SECONDS_MAX, TimeUnit.SECONDS).isSuccess();
  }

  @Override
  public void close() {
    try {
      provider.shutdown().join(JOIN_SECONDS_MAX, TimeUnit.SECONDS);
      // Time to read what was just written.
      Thread.sleep(READ_AGE_MILLIS + READ_PAUSE_MILLIS * 4);
      closing.countDown();
      reader.join();
      network.shutdown().join(JOIN_SECONDS_MAX, TimeUnit.SECONDS);
      storage.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
