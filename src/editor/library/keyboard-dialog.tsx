import { Kbd, Table, Title } from '@mantine/core';
import classes from './keyboard-dialog.module.css';
import { shortcuts } from './shortcuts.ts';

/** All keys of the editor. */
export function KeyboardDialog() {
  return (
    <div className={classes['columns']}>
      {shortcuts.map(({ where, keys }) => (
        <section key={where} aria-label={where} className={classes['group']}>
          <Title order={3} size="h5" mb={6}>
            {where}
          </Title>
          <Table verticalSpacing={4} fz="sm" withRowBorders={false}>
            <Table.Tbody>
              {keys.map(([key, does]) => (
                <Table.Tr key={key}>
                  <Table.Td>
                    {key.split(' ').map((one) => (
                      <Kbd key={one} mr={3}>
                        {one}
                      </Kbd>
                    ))}
                  </Table.Td>
                  <Table.Td>{does}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      ))}
    </div>
  );
}
