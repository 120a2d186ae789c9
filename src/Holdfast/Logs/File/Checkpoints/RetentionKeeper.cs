using Holdfast.Errors;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Checkpoints;

/// <summary>Stores how much history the namespace keeps, and says what counts for trimming.</summary>
/// <remarks>
/// Whoever trims reads the file each time, so that what any process stored counts for all at once. Only that
/// something is stored is remembered, for those who ask at each turn to store theirs where nothing is.
/// Threads. Any; changes are made under the store lock.
/// </remarks>
internal sealed class RetentionKeeper(LogContext context)
{
    private volatile bool _isKnownStored;

    /// <summary>
    /// What counts: what is stored, else this process's options. While the stored one cannot be read, nothing may go.
    /// </summary>
    public Retention Effective
    {
        get
        {
            try
            {
                return RetentionRecord.TryRead(context.Folder) ?? context.Session.Options.Retention;
            }
            catch (HoldfastException fault) when (fault.Code == ErrorCode.Damaged)
            {
                return Retention.Everything;
            }
        }
    }

    /// <summary>Reads what is stored; null when nothing is.</summary>
    public Retention? Get()
    {
        context.ThrowIfGone();
        return RetentionRecord.TryRead(context.Folder);
    }

    /// <summary>Stores it, or null for nothing; on disk when this returns.</summary>
    public void Set(Retention? retention) => context.WhileThere(() => Store(retention));

    /// <summary>Stores it where nothing is stored.</summary>
    /// <returns>Whether it was stored.</returns>
    public bool TrySet(Retention retention)
    {
        bool isStored = false;
        if (!_isKnownStored) context.WhileThere(() => isStored = StoreNew(retention));

        return isStored;
    }

    // Crash window. The process that stored it may have died before its name was on disk; a power loss then takes it,
    // and the next that asks stores it.
    private bool StoreNew(Retention retention)
    {
        if (FileIdentity.TryGet(RetentionRecord.PathOf(context.Folder)) is null)
            return Store(retention);

        _isKnownStored = true;
        return false;
    }

    private bool Store(Retention? retention)
    {
        string path = RetentionRecord.PathOf(context.Folder);
        Disk disk = context.Session.Disk;
        if (retention is not null)
        {
            disk.ReplaceDurably(path, RetentionRecord.ToJson(retention));
        }
        else if (FileIdentity.TryGet(path) is not null)
        {
            disk.Unlink(path);
            disk.FlushFolder(context.Folder);
        }

        _isKnownStored = retention is not null;
        return true;
    }
}
