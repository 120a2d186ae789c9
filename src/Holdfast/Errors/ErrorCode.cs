namespace Holdfast.Errors;

/// <summary>Names every failure that Holdfast reports; the number never changes its meaning.</summary>
/// <remarks>
/// Shape.  Printed as <c>HF</c> and four digits (<see cref="ErrorCodes.ToText"/>); <c>docs/errors.md</c> lists all.
///         1–29 say no to a request, 30–59 say that the store cannot be used, 60–69 belong to the command line, 100 and
///         more to the features: 100 machines, 110 configuration, 120 lifecycle, 140 collections, 150 control, 160
///         trees, 170 cells, 180 coordination, 200 processes.
/// </remarks>
public enum ErrorCode
{
    /// <summary>No failure; never thrown.</summary>
    None = 0,

    /// <summary>A path is not a JSON Pointer.</summary>
    MalformedPath = 1,

    /// <summary>A text is not JSON.</summary>
    MalformedJson = 2,

    /// <summary>A document is not a JSON Patch, or not one that may be applied here.</summary>
    MalformedPatch = 3,

    /// <summary>Nothing is at the path.</summary>
    PathNotFound = 4,

    /// <summary>The path leads through a value that has no members.</summary>
    ThroughScalar = 5,

    /// <summary>A segment is not an index of the array it is applied to.</summary>
    BadIndex = 6,

    /// <summary>The root of a document must be an object.</summary>
    RootNotObject = 7,

    /// <summary>The value would be nested deeper than a document may be.</summary>
    TooDeep = 8,

    /// <summary>The document would be larger than a document may be.</summary>
    DocumentTooLarge = 9,

    /// <summary>One commit would be larger than a record may be.</summary>
    RecordTooLarge = 10,

    /// <summary>A number has more digits or a larger exponent than a number may have, or is not finite.</summary>
    NumberOutOfBounds = 11,

    /// <summary>The value is of another kind than the request needs.</summary>
    WrongKind = 12,

    /// <summary>A condition or a test of a patch does not hold.</summary>
    TestFailed = 13,

    /// <summary>What an atomic function read was changed by others, more often than it may be tried.</summary>
    Conflict = 14,

    /// <summary>The time for waiting is over.</summary>
    TimedOut = 15,

    /// <summary>The revision has not been committed yet.</summary>
    UnknownRevision = 16,

    /// <summary>The revision is older than the history that is kept.</summary>
    TrimmedRevision = 17,

    /// <summary>The revision was handed out, then lost in a power failure or a restore.</summary>
    CutRevision = 18,

    /// <summary>An atomic function was begun inside another, or a plain write was tried inside one.</summary>
    NestedAtomic = 19,

    /// <summary>A transaction was used after its function had ended.</summary>
    TransactionOver = 20,

    /// <summary>A name cannot be a namespace's name.</summary>
    InvalidName = 21,

    /// <summary>The name is reserved for Holdfast itself.</summary>
    ReservedName = 22,

    /// <summary>The address of a store is not understood.</summary>
    BadAddress = 23,

    /// <summary>A filter expression is malformed.</summary>
    MalformedFilter = 24,

    /// <summary>The engine cannot do what was asked.</summary>
    NotSupported = 25,

    /// <summary>The store's path is not a folder, or holds something that is not a store.</summary>
    NotAStore = 30,

    /// <summary>The operating system denies access.</summary>
    PermissionDenied = 31,

    /// <summary>The store was written by a program with another format version.</summary>
    FormatVersion = 32,

    /// <summary>A checksum or an invariant of the stored bytes is broken.</summary>
    Damaged = 33,

    /// <summary>The disk, or the quota, is full.</summary>
    DiskFull = 34,

    /// <summary>The operating system reported a fault.</summary>
    InputOutput = 35,

    /// <summary>A flush failed earlier; the log takes no more commits.</summary>
    Faulted = 36,

    /// <summary>The file system is not among those on which the locks are known to work.</summary>
    FileSystemRefused = 37,

    /// <summary>The file system cannot give the durability that was asked for.</summary>
    DurabilityRefused = 38,

    /// <summary>The store's folder was removed or replaced while it was open.</summary>
    StoreReplaced = 39,

    /// <summary>The store could not be opened in time, because another process is opening or repairing it.</summary>
    StoreBusy = 40,

    /// <summary>The file system is read-only.</summary>
    ReadOnlyFileSystem = 41,

    /// <summary>A limit of the store is reached.</summary>
    LimitReached = 42,

    /// <summary>The command line is wrong.</summary>
    Usage = 60,

    /// <summary>Something happened that the command line did not expect; please report it.</summary>
    Unexpected = 61,

    /// <summary>A program that the command line started, such as the editor, failed or could not be started.</summary>
    ProgramFailed = 62,

    /// <summary>The definition of a machine contradicts itself.</summary>
    InvalidMachine = 100,

    /// <summary>The machine does not take this trigger, or go to this state, from where it is.</summary>
    TransitionRefused = 101,

    /// <summary>An action failed after its machine had gone on; the new state stands.</summary>
    MachineActionFailed = 102,

    /// <summary>An action failed inside a firing; the machine is where it was.</summary>
    FiringReverted = 103,

    /// <summary>An action that runs inside a firing fired its own machine and would wait for itself.</summary>
    NestedFiring = 104,

    /// <summary>A machine with asynchronous actions was fired synchronously.</summary>
    AsyncActions = 105,

    /// <summary>A name is not that of a state or trigger of the machine.</summary>
    UnknownMachineName = 106,

    /// <summary>A machine that was loaded from JSON has a guard or action whose code it was not given.</summary>
    MachineCodeMissing = 107,

    /// <summary>What was given with a trigger is not what the trigger takes.</summary>
    BadTriggerArgument = 108,

    /// <summary>What is at a path, or in a text, is not a machine.</summary>
    NotAMachine = 109,

    /// <summary>No configuration of the name is registered.</summary>
    UnknownConfiguration = 110,

    /// <summary>A configuration of the name is registered already.</summary>
    DuplicateConfiguration = 111,

    /// <summary>What is stored under the name is not a configuration.</summary>
    NotAConfiguration = 112,

    /// <summary>Validation refuses a change of a configuration.</summary>
    InvalidConfiguration = 113,

    /// <summary>A configuration never had the version.</summary>
    UnknownVersion = 114,

    /// <summary>A shared resource is used that was never opened.</summary>
    ResourceNotOpened = 120,

    /// <summary>A shared resource, a lease of it or an object of a pool is used after its end.</summary>
    ResourceClosed = 121,

    /// <summary>A close that was to be the final one was not.</summary>
    NotFinalClose = 122,

    /// <summary>A shared resource was closed more often than it was opened.</summary>
    CloseUnderflow = 123,

    /// <summary>A shared resource cannot be finished: it is not closed, or was finished before.</summary>
    FinishRefused = 124,

    /// <summary>The shut-down of a shared resource opens the same resource.</summary>
    OpenedByShutDown = 125,

    /// <summary>The run was cancelled, so its work has to end.</summary>
    RunCancelled = 130,

    /// <summary>No run is recorded at the path.</summary>
    RunNotFound = 131,

    /// <summary>The process of a run died, so there is nothing that could obey.</summary>
    RunDied = 132,

    /// <summary>The file of a dictionary is being written by others, and the time for waiting is over.</summary>
    LockTimedOut = 140,

    /// <summary>What is kept where a dictionary is said to be is not one, or has names that are no such keys.</summary>
    NotADictionary = 141,

    /// <summary>The type of a dictionary's keys is not a scalar.</summary>
    KeyRefused = 142,

    /// <summary>A key that is to be added is there already.</summary>
    KeyPresent = 143,

    /// <summary>A value cannot become JSON.</summary>
    NotSerializable = 144,

    /// <summary>There is no object of a singleton type yet.</summary>
    NoSingleton = 145,

    /// <summary>The object of a singleton type was asked for while it was being made.</summary>
    SingletonRecursion = 146,

    /// <summary>A timer that is to be started is started already.</summary>
    TimerStarted = 147,

    /// <summary>A timer that is to be started was disposed of, or its token is cancelled.</summary>
    TimerEnded = 148,

    /// <summary>A control message is not understood.</summary>
    MalformedMessage = 150,

    /// <summary>The folder for control messages cannot be made or written.</summary>
    DebugFolderUnusable = 151,

    /// <summary>The file that a program's state is loaded from, or saved to, cannot be used.</summary>
    ConfigFileUnusable = 152,

    /// <summary>A mount is not possible there, or forbids what was asked.</summary>
    MountRefused = 160,

    /// <summary>A folder that a tree was to be saved to has something in the way.</summary>
    TreeNotSaved = 161,

    /// <summary>A folder does not hold a tree that was saved.</summary>
    TreeNotLoaded = 162,

    /// <summary>What stands at the path of a cell is not a cell of that type.</summary>
    NotACell = 170,

    /// <summary>A part that is to be merged names a field that the value's type does not have.</summary>
    UnknownField = 171,

    /// <summary>Others hold a lock, a lease, a semaphore or the lead, and the time for waiting is over.</summary>
    HoldTimedOut = 180,

    /// <summary>A lock, a lease, units of a semaphore or the lead is held no longer.</summary>
    HoldLost = 181,

    /// <summary>A semaphore or a barrier is used with another count than it was made with.</summary>
    CountDiffers = 182,

    /// <summary>
    /// What is stored at a path is not the record of what was asked for there, or the path is that of the whole state.
    /// </summary>
    NotCoordination = 183,

    /// <summary>Not all came to a barrier in time.</summary>
    BarrierTimedOut = 184,

    /// <summary>One who had come to a barrier left it or died before all were there.</summary>
    BarrierBroken = 185,

    /// <summary>A countdown was not at zero in time.</summary>
    CountdownTimedOut = 186,

    /// <summary>A countdown would go below zero, or be raised after it had ended.</summary>
    CountdownOver = 187,

    /// <summary>There was nothing to claim from a work queue in time.</summary>
    QueueTimedOut = 188,

    /// <summary>An item of a work queue is not claimed by the worker that wants to end it.</summary>
    ItemNotClaimed = 189,

    /// <summary>
    /// A function needs an object of its process, or has no metadata, as in natively compiled programs: no other
    /// process can run it.
    /// </summary>
    FunctionNotPortable = 200,

    /// <summary>An argument does not fit its parameter, or cannot become JSON.</summary>
    ArgumentNotPortable = 201,

    /// <summary>A function returned something that cannot become JSON.</summary>
    ResultNotPortable = 202,

    /// <summary>The program was built anew while processes of the older build run.</summary>
    ProgramChanged = 203,

    /// <summary>A child process cannot be started, or does not speak as one.</summary>
    ChildFailed = 204,

    /// <summary>A child process ended with an exception, a signal or an exit code other than 0.</summary>
    ProcessFailed = 205,

    /// <summary>A child process ended without its result.</summary>
    ResultLost = 206,

    /// <summary>A child process that is to be started was started already.</summary>
    ProcessStarted = 207,

    /// <summary>A child process is waited for that was not started.</summary>
    ProcessNotStarted = 208,

    /// <summary>Processes cannot share a store that is in the memory of one of them.</summary>
    StoreNotShared = 209,

    /// <summary>A message to or from another process is larger than 2 GiB.</summary>
    MessageTooLarge = 210,

    /// <summary>A function on a thread was asked to end and has not done so in time.</summary>
    ThreadGoesOn = 211,

    /// <summary>A signal ended the work, as `Signals.ToException` asked.</summary>
    SignalRaised = 212,

    /// <summary>The function of a map failed for an item.</summary>
    ItemFailed = 213,

    /// <summary>No stored map has the id; it was forgotten, or is in another store.</summary>
    UnknownTask = 214,

    /// <summary>A supervisor has given up, because there were too many restarts of its children in a time.</summary>
    TooManyRestarts = 230,

    /// <summary>A supervisor has no child of that name.</summary>
    UnknownChild = 231,

    /// <summary>A child of a supervisor that is to be started runs already.</summary>
    ChildRuns = 232,

    /// <summary>A supervisor has ended, and does nothing more.</summary>
    SupervisorOver = 233,

    /// <summary>A process that is to be started is linked to one that has failed.</summary>
    LinkFailed = 234,

    /// <summary>No process of the store has the id or the name.</summary>
    UnknownProcess = 245,

    /// <summary>A process is in another PID namespace or on another machine, and gets no signal from here.</summary>
    OtherMachine = 246,

    /// <summary>The output of a process is not kept in a file.</summary>
    OutputNotKept = 247,
}
