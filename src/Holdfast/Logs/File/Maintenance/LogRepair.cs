using Holdfast.Logs.File.Checkpoints;
using Holdfast.Logs.File.Format;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Maintenance;

/// <summary>Makes a damaged namespace work again, without what cannot be read; a copy of that is kept.</summary>
/// <remarks>
/// A checkpoint that is not intact is set aside (its files get another name). Records that cannot be read behind the
/// newest intact checkpoint end the log: it is recovered anew, and cut there. Records before that checkpoint do not
/// concern the document; they stay until they are trimmed. A retention that cannot be read becomes one that keeps
/// everything.
/// </remarks>
internal static unsafe class LogRepair
{
    private const string AsideSuffix = ".damaged";

    /// <summary>Repairs; under the store lock, and with no other process in the store.</summary>
    /// <returns>The damages, those that were repaired marked so.</returns>
    public static List<StoreDamage> Run(LogContext context, List<StoreDamage> damages)
    {
        Disk disk = context.Session.Disk;
        var left = new List<StoreDamage>();
        foreach (StoreDamage damage in damages)
        {
            left.Add(damage with { IsRepaired = TrySetAside(context.Folder, damage, disk) });
        }

        long from = CheckpointFolder.ListWhole(context.Folder) is [.., var newest] ? newest.Position : 0;
        return left.ConvertAll(damage => damage.IsRepaired || !IsBehind(context, damage, from)
            ? damage
            : damage with { IsRepaired = true });
    }

    /// <summary>Whether a damage lies where replay of the newest checkpoint reads.</summary>
    public static bool IsBehind(LogContext context, StoreDamage damage, long from)
    {
        if (!damage.File.EndsWith(FileFormat.SegmentSuffix, StringComparison.Ordinal)) return false;

        long start = long.Parse(
            Path.GetFileNameWithoutExtension(damage.File), System.Globalization.CultureInfo.InvariantCulture);
        return context.Folder == Path.GetDirectoryName(damage.File) && start + (damage.Position ?? 0) >= from;
    }

    // Whatever was meant, nothing more than that is kept.
    private static void KeepEverything(string path, Disk disk)
    {
        disk.ReplaceDurably(path + AsideSuffix, Disk.TryReadAll(path) ?? []);
        disk.ReplaceDurably(path, RetentionRecord.ToJson(Retention.Everything));
    }

    private static bool TrySetAside(string folder, StoreDamage damage, Disk disk)
    {
        if (damage.File == RetentionRecord.PathOf(folder))
        {
            KeepEverything(damage.File, disk);
            return true;
        }

        if (!damage.File.EndsWith(FileFormat.DocumentSuffix, StringComparison.Ordinal)
            || FileIdentity.TryGet(damage.File) is null)
        {
            return false;
        }

        disk.Rename(damage.File, damage.File + AsideSuffix);
        string companion = Path.ChangeExtension(damage.File, FileFormat.CompanionSuffix);
        if (FileIdentity.TryGet(companion) is not null)
            disk.Rename(companion, companion + AsideSuffix);

        disk.FlushFolder(folder);
        return true;
    }
}
