namespace Holdfast.Processes.Children;

/// <summary>How a process ended, by the kernel's word.</summary>
/// <param name="Code">Its exit code, 0 to 255; −N when signal N ended it.</param>
internal readonly record struct ExitStatus(int Code)
{
    private const int Exited = 1;

    /// <summary>Nobody knows: another part of the program has waited for it.</summary>
    public static ExitStatus Unknown => new(int.MinValue);

    /// <summary>Reads what <c>waitid</c> says.</summary>
    /// <param name="how">Its <c>si_code</c>: 1 exited, 2 killed, 3 killed with a core dump.</param>
    /// <param name="status">Its <c>si_status</c>: the exit code or the signal.</param>
    public static ExitStatus Of(int how, int status) => new(how == Exited ? status : -status);
}
