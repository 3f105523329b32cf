namespace Gateway.Capture;

/// <summary>Passes everything through and counts. Reused: <see cref="Inner"/> is set anew for each request.</summary>
sealed class CountingStream(Action? onFirst) : Stream
{
    Stream? inner;

    public Stream? Inner
    {
        get => inner;
        set => inner = value;
    }

    public long BytesRead { get; private set; }

    public long BytesWritten { get; private set; }

    public override bool CanRead => inner!.CanRead;

    public override bool CanWrite => inner!.CanWrite;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Reset()
    {
        inner = null;
        BytesRead = 0;
        BytesWritten = 0;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = inner!.ReadAsync(buffer, cancellationToken);
        if (!read.IsCompletedSuccessfully)
            return CountAsync(read);
        var count = read.GetAwaiter().GetResult();
        BytesRead += count;
        return new ValueTask<int>(count);

        async ValueTask<int> CountAsync(ValueTask<int> pending)
        {
            var later = await pending;
            BytesRead += later;
            return later;
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        onFirst?.Invoke();
        BytesWritten += buffer.Length;
        return inner!.WriteAsync(buffer, cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner!.FlushAsync(cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner!.Read(buffer, offset, count);
        BytesRead += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        onFirst?.Invoke();
        BytesWritten += count;
        inner!.Write(buffer, offset, count);
    }

    public override void Flush() => inner!.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
