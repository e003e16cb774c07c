/** A command line that cannot be understood: exit status 2. The message is one sentence. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const usage = `Usage: tributary-coordinator --plan plan.yaml [--data-dir ./var] [options]
       tributary-coordinator tasks  --data-dir ./var [--json]
       tributary-coordinator rounds --data-dir ./var [--task NAME] [--json]
       tributary-coordinator task create --plan FILE [--coordinator URL] [--data-dir ./var | --token-file FILE] [--json]
       tributary-coordinator task pause|resume [NAME] [--coordinator URL] [--token-file FILE] [--json]
       tributary-coordinator client list [--coordinator URL] [--token-file FILE] [--json]
       tributary-coordinator client revoke ID --reason TEXT [--coordinator URL] [--token-file FILE] [--json]
       tributary-coordinator export --data-dir ./var --out FILE|DIR [--task NAME] [--round best|last|N] [--format NAME]
                                    [--adapter] [--dtype NAME] [--base-name NAME] [--json]
       tributary-coordinator roster key  --out FILE [--json]
       tributary-coordinator roster sign --key FILE --members FILE --organisation NAME [--days N] --out FILE [--json]
       tributary-coordinator roster show FILE [--json]

Serves the task of a plan, or goes on with the tasks of a data folder.

  --plan FILE        the plan (YAML or JSON); may be left out where the data folder has tasks
  --data-dir DIR     where everything is kept (default ./var)
  --host ADDRESS     the address to listen on (default 127.0.0.1; 0.0.0.0 for every one)
  --port N           the port to listen on, 0 for any (default 7070)
  --tls-key FILE     private key (PEM); with --tls-cert
  --tls-cert FILE    certificate chain (PEM); with --tls-key
  --allow-origin O   an origin, such as https://hospital.example, whose pages may take part; may be given again
  --max-clients N    how many clients may enrol in all (default 100000)
  --roster FILE      let only the members of this roster take part; kept in the data folder from then on
  --require-token    the operator's token even of the dashboard on this machine's own addresses
  --exit-when-done   stop once every task has ended and its clients know
  --log-level LEVEL  silent, error, warn, info or debug (default info)
  --json             one JSON document per event on standard output, and nothing else there

  task and client tell a coordinator that runs:
  --coordinator URL  its address (default http://127.0.0.1:7070); https:// unless it is on this machine
  --token-file FILE  the operator's token (default: operator-token in --data-dir)
  --tls-ca FILE      the authority to trust (PEM), in place of Node's

  export writes a model:
  --format safetensors   one file, the whole model; with --adapter the trained tensors alone (the default)
  --format peft          a folder: a LoRA adapter that Hugging Face's PEFT puts on the base
  --format merged        a folder: the whole model, as transformers loads it
  --format tfjs          a folder: a TF.js layers model
  --dtype F32|F16|BF16   how weights are stored, in a file or a merged folder
  --base-name NAME       where others find the base model, such as org/name, for the card and for PEFT

  roster is the organisation's: it makes its key (key), and signs (sign) who may take part, for N days (default 365).
  Members are CSV: name,publicKey, as tributary-client identity prints them.

  --help, --version`;
