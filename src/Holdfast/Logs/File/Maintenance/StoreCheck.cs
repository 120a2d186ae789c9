using Holdfast.Errors;

namespace Holdfast.Logs.File.Maintenance;

/// <summary>Checks all namespaces of a store, and repairs them when asked.</summary>
internal static class StoreCheck
{
    /// <summary>Checks.</summary>
    /// <returns>What is not intact, in the order of the namespaces; empty when all is.</returns>
    /// <exception cref="HoldfastException">StoreBusy: a repair while another process has the store open.</exception>
    public static List<StoreDamage> Run(FileLogStore store, CheckMode mode)
    {
        var damages = new List<StoreDamage>();
        foreach (string name in store.ListNamespaces())
        {
            damages.AddRange(CheckOne(store, name, mode));
        }

        return damages;
    }

    private static List<StoreDamage> CheckOne(FileLogStore store, string name, CheckMode mode)
    {
        try
        {
            FileLog? looked = null;
            List<StoreDamage> damages = [];
            if (!store.TryWith(name, log => (looked, damages) = (log, new LogCheck(log.Context).Run()))) return [];

            return mode == CheckMode.Repair && damages.Count > 0 ? store.Repair(looked!, damages) : damages;
        }
        catch (HoldfastException fault) when (fault.Code == ErrorCode.Damaged)
        {
            return [new StoreDamage(
                name, fault.File ?? store.Folder, fault.Position, fault.Message, IsRepaired: false)];
        }
    }
}
